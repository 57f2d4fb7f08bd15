package dev.writ.schemas.serde;

import dev.writ.schemas.settings.BadSetting;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How the schema registry knows its clients, and they know it; under the keys of Confluent's clients.
 *
 * @param userInfo user:password of HTTP basic authentication; empty: none is sent
 * @param tls trusts the registry's certificate; empty: the platform's certificate authorities decide
 */
public record RegistrySecurity(Optional<Password> userInfo, Optional<SSLContext> tls) {

    /** No user, and the platform's certificate authorities. */
    public static final RegistrySecurity NONE = new RegistrySecurity(Optional.empty(), Optional.empty());

    private static final String USER_INFO = "schema.registry.basic.auth.user.info";
    private static final String TRUSTSTORE = "schema.registry.ssl.truststore.location";
    private static final String TRUSTSTORE_PASSWORD = "schema.registry.ssl.truststore.password";
    private static final String TRUSTSTORE_TYPE = "schema.registry.ssl.truststore.type";
    private static final String PEM = "PEM";

    /** Adds the keys to a role's own. */
    public static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        USER_INFO,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "user:password for a registry that asks for HTTP basic authentication; empty: none")
                .define(
                        TRUSTSTORE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File of certificates that an https registry's is checked against; empty: Java's own")
                .define(
                        TRUSTSTORE_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Password of the file; none is needed to read certificates only")
                .define(
                        TRUSTSTORE_TYPE,
                        ConfigDef.Type.STRING,
                        "PKCS12",
                        CaseInsensitiveValidString.in("PKCS12", "JKS", PEM),
                        Importance.LOW,
                        "Format of the file: PKCS12, JKS or PEM");
    }

    /**
     * Reads the keys, and the file that they name.
     *
     * @throws ConfigException if the user's info is not user:password, or the file cannot be read
     */
    public static RegistrySecurity from(AbstractConfig config) {
        Optional<Password> user = Optional.of(config.getPassword(USER_INFO))
                .filter(password -> !password.value().isEmpty());
        if (user.isPresent() && user.get().value().indexOf(':') < 1) {
            throw BadSetting.value(USER_INFO, Password.HIDDEN, "user:password");
        }
        String file = config.getString(TRUSTSTORE);
        return new RegistrySecurity(
                user,
                file.isBlank()
                        ? Optional.empty()
                        : Optional.of(trusting(
                                file,
                                config.getPassword(TRUSTSTORE_PASSWORD).value(),
                                config.getString(TRUSTSTORE_TYPE).toUpperCase(Locale.ROOT))));
    }

    private static SSLContext trusting(String file, String password, String type) {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(Path.of(file)))) {
            KeyStore store = type.equals(PEM) ? certificates(content) : store(content, password, type);
            if (store.size() == 0) {
                throw BadSetting.value(TRUSTSTORE, file, "a file with certificates in the form " + type);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw BadSetting.value(TRUSTSTORE, file, "a file that is there");
        } catch (IOException | GeneralSecurityException e) {
            throw BadSetting.value(
                    TRUSTSTORE, file, "a file with certificates in the form " + type + ": " + e.getMessage());
        }
    }

    private static KeyStore store(InputStream content, String password, String type)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(content, password.isEmpty() ? null : password.toCharArray());
        return store;
    }

    private static KeyStore certificates(InputStream content) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
            store.setCertificateEntry("certificate-" + store.size(), certificate);
        }
        return store;
    }

    /** The value of the header Authorization; empty: none is sent. */
    Optional<String> authorization() {
        return userInfo.map(info ->
                "Basic " + Base64.getEncoder().encodeToString(info.value().getBytes(StandardCharsets.UTF_8)));
    }
}
