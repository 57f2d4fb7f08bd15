package dev.writ.gateway.http;

/**
 * With what to serve over TLS.
 *
 * @param keystore path of a PKCS #12 file with the server's key and certificate chain
 * @param password of the file and the key
 */
public record TlsSettings(String keystore, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsSettings[keystore=" + keystore + "]";
    }
}
