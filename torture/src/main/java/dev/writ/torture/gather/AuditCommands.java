package dev.writ.torture.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.local.postgres.Database;
import dev.writ.schemas.KafkaConnection;
import dev.writ.torture.fleet.Fleet;
import dev.writ.torture.fleet.WritScript;
import dev.writ.torture.history.RebuiltTable;
import dev.writ.torture.history.Redecided;
import dev.writ.torture.history.VerifiedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the commands say by which an auditor would ask. */
public final class AuditCommands {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EQUAL = "equal";
    private static final String DIFFERENT = "different";

    private final Fleet fleet;

    /** Asks the fleet's cluster. */
    public AuditCommands(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Decides everything again.
     *
     * @param slack how far a topology may have lagged behind agents' commands
     * @throws IOException if the command does not say how that went
     */
    public Redecided reproduce(Duration slack) throws IOException, InterruptedException {
        JsonNode json = json(run(ofCluster("audit", "reproduce", "--json", "--slack=" + slack)));
        long same = json.path("counts").path("evidence").path("same").asLong();
        List<Redecided.Difference> differences = new ArrayList<>();
        for (JsonNode one : json.path("differences")) {
            differences.add(new Redecided.Difference(
                    one.path("topic").asText() + "-" + one.path("partition").asText() + "@"
                            + one.path("offset").asText(),
                    one.path("id").asText(),
                    one.path("field").asText(),
                    one.path("recorded").asText(),
                    one.path("again").asText()));
        }
        List<String> unverifiable = new ArrayList<>();
        json.path("unverifiable")
                .properties()
                .forEach(why -> unverifiable.add(why.getValue().path("records").asText() + " " + why.getKey()
                        + ", the first " + why.getValue().path("first").asText() + " at "
                        + why.getValue().path("place").asText()));
        return new Redecided(same, differences, unverifiable);
    }

    /**
     * Exports the audit's logs up to their last published checkpoints, and verifies them.
     *
     * @throws IOException if a command does not say how that went
     */
    public List<VerifiedLog> verify() throws IOException, InterruptedException {
        String directory = fleet.files().export().toString();
        WritScript.Said exported = run(ofCluster("audit", "export", directory, "--signed-by=" + fleet.operatorKey()));
        if (exported.code() != 0) {
            return List.of(new VerifiedLog("the export", false, 0, "gave " + exported.code() + ": " + exported.out()));
        }
        JsonNode json = json(run(List.of("audit", "verify", directory, "--key=" + fleet.operatorKey(), "--json")));
        List<VerifiedLog> logs = new ArrayList<>();
        for (JsonNode log : json.path("logs")) {
            logs.add(new VerifiedLog(
                    name(log.path("log").asText()),
                    log.path("verdict").asText().equals("INTACT"),
                    log.path("size").asLong(),
                    log.path("findings").isEmpty() ? "" : log.path("findings").toString()));
        }
        return logs;
    }

    /**
     * Has the tables dropped and built from the log again, beside the sinks, which share the work; what was read of tables and of
     * dead letters before stands there once more.
     */
    public List<RebuiltTable> rebuild() throws IOException, InterruptedException {
        Stream<String> ofSink = settings(Map.of(
                "jdbc.url",
                fleet.database(),
                "jdbc.user",
                Database.NAME,
                "jdbc.password",
                Database.NAME,
                "sink.checkpoint.key.file",
                fleet.files().operatorKey().toString()));
        return rebuilt(run(
                Stream.concat(ofCluster("rebuild", "--yes").stream(), ofSink).toList()));
    }

    /** Lines of name, rows, checksum and word; those of the tables as they were have no word. */
    static List<RebuiltTable> rebuilt(WritScript.Said said) {
        List<RebuiltTable> tables = new ArrayList<>();
        said.out().lines().map(line -> line.strip().split("\\s+")).forEach(fields -> {
            if (fields.length == 4 && (fields[3].equals(EQUAL) || fields[3].equals(DIFFERENT))) {
                tables.add(new RebuiltTable(fields[0], Long.parseLong(fields[1]), fields[3].equals(EQUAL), fields[3]));
            }
        });
        if (tables.isEmpty() || said.code() > 1) {
            return List.of(
                    new RebuiltTable("of the audit", 0, false, "the rebuild gave " + said.code() + ": " + said.out()));
        }
        return tables;
    }

    /** Topic and partition of an origin, which is operator, topic and partition between slashes. */
    private static String name(String origin) {
        int partition = origin.lastIndexOf('/');
        int topic = origin.lastIndexOf('/', partition - 1);
        return partition < 0 ? origin : origin.substring(topic + 1, partition) + "-" + origin.substring(partition + 1);
    }

    private List<String> ofCluster(String... arguments) {
        KafkaConnection connection = fleet.connection();
        Stream<String> settings = settings(Map.of(
                KafkaConnection.BOOTSTRAP_SERVERS,
                connection.bootstrapServers(),
                KafkaConnection.REGISTRY_URL,
                connection.registryUrls().stream().map(Object::toString).collect(Collectors.joining(","))));
        return Stream.concat(Stream.of(arguments), settings).toList();
    }

    private static Stream<String> settings(Map<String, String> values) {
        return values.entrySet().stream()
                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()));
    }

    private WritScript.Said run(List<String> arguments) throws IOException, InterruptedException {
        return fleet.run(arguments);
    }

    private static JsonNode json(WritScript.Said said) throws IOException {
        JsonNode json = JSON.readTree(said.out());
        if (!json.isObject()) {
            throw new IOException("a command gave " + said.code() + " and no JSON: " + said.out());
        }
        return json;
    }
}
