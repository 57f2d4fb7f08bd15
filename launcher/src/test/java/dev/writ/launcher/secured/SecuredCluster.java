package dev.writ.launcher.secured;

import dev.writ.local.Ports;
import dev.writ.local.kafka.Broker;
import dev.writ.local.kafka.BrokerSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node that talks TLS only, knows users by SCRAM, and denies whatever nobody has allowed. Itself it knows by its
 * certificate on the controller's listener, since SCRAM needs a controller.
 */
final class SecuredCluster implements AutoCloseable {

    /** May do everything. */
    static final String ADMIN = "admin";

    private static final String MECHANISM = "SCRAM-SHA-512";

    private final Broker broker;
    private final Certificate certificate;

    private SecuredCluster(Broker broker, Certificate certificate) {
        this.broker = broker;
        this.certificate = certificate;
    }

    /** A node that knows the admin and these users; the password of each is its name. */
    static SecuredCluster start(Path folder, List<String> users) throws IOException, InterruptedException {
        Certificate certificate = Certificate.make(folder, "broker");
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listener.security.protocol.map",
                BrokerSecurity.CLIENTS + ":SASL_SSL," + BrokerSecurity.CONTROLLER + ":SSL");
        settings.put("ssl.keystore.location", certificate.keystore().toString());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.password", Certificate.PASSWORD);
        settings.put("ssl.key.password", Certificate.PASSWORD);
        settings.put("ssl.truststore.location", certificate.truststore().toString());
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.password", Certificate.PASSWORD);
        settings.put("listener.name.controller.ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", jaas(ADMIN, ADMIN));
        settings.put("authorizer.class.name", WatchingAuthorizer.class.getName());
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:" + ADMIN + ";User:CN=writ-broker");
        List<String> scram = Stream.concat(Stream.of(ADMIN), users.stream())
                .map(user -> MECHANISM + "=[name=" + user + ",password=" + user + "]")
                .toList();
        Broker broker = Broker.start(folder.resolve("kafka"), Ports.free(), new BrokerSecurity(settings, scram));
        return new SecuredCluster(broker, certificate);
    }

    /** The settings that a user of the cluster writes down. */
    Map<String, String> settingsOf(String user) {
        return settingsOf(user, user);
    }

    /** The same, with a password that may be wrong. */
    Map<String, String> settingsOf(String user, String password) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("kafka.security.protocol", "SASL_SSL");
        settings.put("kafka.sasl.mechanism", MECHANISM);
        settings.put("kafka.sasl.jaas.config", jaas(user, password));
        settings.put("kafka.ssl.truststore.location", certificate.truststore().toString());
        settings.put("kafka.ssl.truststore.type", "PKCS12");
        settings.put("kafka.ssl.truststore.password", Certificate.PASSWORD);
        return settings;
    }

    /** The same settings, but for a certificate that is not the broker's. */
    Map<String, String> settingsWithForeignCertificate(Path folder) throws IOException, InterruptedException {
        Map<String, String> settings = settingsOf(ADMIN);
        settings.put(
                "kafka.ssl.truststore.location",
                Certificate.make(folder, "foreign").truststore().toString());
        return settings;
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    @Override
    public void close() {
        broker.close();
    }
}
