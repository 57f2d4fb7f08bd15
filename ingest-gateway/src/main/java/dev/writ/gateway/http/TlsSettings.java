package dev.writ.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * With what to serve over TLS.
 *
 * @param keystore path of a PKCS #12 file with the server's key and certificate chain
 * @param password of the file and the key
 */
public record TlsSettings(String keystore, String password) {

    /** Whether the file is there and opens with the password. */
    public boolean isUsable() {
        try (InputStream file = Files.newInputStream(Path.of(keystore))) {
            KeyStore.getInstance("PKCS12").load(file, password.toCharArray());
            return true;
        } catch (IOException | GeneralSecurityException | InvalidPathException _) {
            return false;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsSettings[keystore=" + keystore + "]";
    }
}
