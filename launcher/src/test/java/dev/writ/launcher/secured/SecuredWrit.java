package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.Writ;
import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Assembly;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.local.Ports;
import dev.writ.local.postgres.Database;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Every role under a user of its own, set up with the commands and the SQL that docs/security.md gives. */
final class SecuredWrit implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String OPERATOR = "writ-operator";
    static final String AUDITOR = "writ-auditor";
    static final String ERASER = "writ-eraser";

    private static final String DATABASE = "secured";
    private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");

    private final Path folder;
    private final SecuredCluster kafka;
    private final Database postgres;
    private final SecuredRegistry registry;
    private final int postgresPort = Ports.free();
    private final int httpPort = Ports.free();
    private final Telemetry telemetry = new Telemetry();
    private final Map<Role, Part> parts = new EnumMap<>(Role.class);

    SecuredWrit(Path folder) throws GeneralSecurityException, IOException, InterruptedException {
        this.folder = folder;
        List<String> users = Stream.concat(
                        Stream.of(Role.values()).map(SecuredWrit::userOf), Stream.of(OPERATOR, AUDITOR, ERASER))
                .toList();
        kafka = SecuredCluster.start(folder, users);
        postgres = Database.start(folder.resolve("postgres"), folder.resolve("postgres.log"), postgresPort, false);
        registry = SecuredRegistry.start(folder);
    }

    static String userOf(Role role) {
        return "writ-" + role.id();
    }

    /** Creates rights, topics and database users, starts every role, and waits until all are ready. */
    void start() throws IOException, InterruptedException, SQLException {
        assertThat(writ(kafka.settingsOf(SecuredCluster.ADMIN), "acls", "--create")
                        .code())
                .isZero();
        Run created = writ(kafka.settingsOf(OPERATOR), "topics", "--create", "--partitions", "3");
        assertThat(created.code()).as(created.err()).isZero();
        sqlOfTheDocs(0, "postgres");
        for (Role role : Role.values()) {
            parts.put(role, role.start(settingsOf(role), telemetry));
        }
        running().awaitReady(PATIENCE);
        sqlOfTheDocs(1, DATABASE);
    }

    /** Stops a role and starts it again on what it left. */
    void restart(Role role) throws InterruptedException {
        Objects.requireNonNull(parts.get(role)).stop().run();
        parts.put(role, role.start(settingsOf(role), telemetry));
        running().awaitReady(PATIENCE);
    }

    boolean isReady(Role role) {
        return Objects.requireNonNull(parts.get(role)).isReady();
    }

    private Assembly running() {
        Assembly running = new Assembly();
        parts.values().forEach(running::add);
        return running;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    SecuredCluster kafka() {
        return kafka;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + DATABASE;
    }

    /** What a role's settings file has. */
    Settings settingsOf(Role role) {
        Map<String, String> settings = new HashMap<>(kafka.settingsOf(userOf(role)));
        settings.putAll(registry.settings());
        settings.put("jdbc.url", jdbcUrl());
        settings.put("jdbc.user", role == Role.SINK ? "writ_sink" : "writ_gateway");
        settings.put("jdbc.password", "change-me");
        settings.put("gateway.port", Integer.toString(httpPort));
        settings.put("governance.state.dir", folder.resolve("state").toString());
        settings.put("governance.streaming.enabled", "true");
        settings.put("worker.simulated.tokens.per.second", "20");
        settings.put("worker.drain.ms", "0");
        return new Settings(settings);
    }

    /** What the settings file of who reads the history has. */
    Map<String, String> settingsOfTheAuditor() {
        Map<String, String> settings = new HashMap<>(kafka.settingsOf(AUDITOR));
        settings.putAll(registry.settings());
        return settings;
    }

    /** What the settings file of who erases personal texts has. */
    Map<String, String> settingsOfTheEraser() {
        Map<String, String> settings = new HashMap<>(kafka.settingsOf(ERASER));
        settings.putAll(registry.settings());
        settingsOf(Role.SINK).values().forEach((key, value) -> {
            if (key.startsWith("jdbc.")) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    /** How a user's client connects. */
    KafkaConnection connectionOf(String user) {
        return KafkaConnection.from(
                new AbstractConfig(KafkaConnection.define(new ConfigDef()), kafka.settingsOf(user), false));
    }

    /**
     * What a command did.
     *
     * @param code its exit code
     */
    record Run(int code, String out, String err) {}

    /** Runs a command of writ with the settings in a file. */
    Run writ(Map<String, String> settings, String... arguments) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = Files.createTempFile(folder, "writ", ".properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--config", file.toString()))
                .toArray(String[]::new);
        int code = Writ.run(new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()), all);
        return new Run(code, out.toString(), err.toString());
    }

    private void sqlOfTheDocs(int block, String database) throws SQLException {
        String docs = SourceTree.read(SourceTree.root().resolve("docs").resolve("security.md"));
        String sql = SQL.matcher(docs)
                .results()
                .toList()
                .get(block)
                .group(1)
                .replace("DATABASE writ", "DATABASE " + DATABASE);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database, "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String line : sql.split(";\n", -1)) {
                statement.execute(line.strip());
            }
        }
    }

    @Override
    public void close() {
        try (kafka;
                postgres;
                registry;
                telemetry) {
            running().close();
        }
    }
}
