package dev.writ.torture.fleet;

import dev.writ.local.Ports;
import dev.writ.local.registry.SchemaRegistryServer;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.TopicCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * A whole Writ: three brokers, PostgreSQL, two of each role and a provider, each a process of its own with a log of its own; and
 * a schema registry in this process, which nobody tortures. For one thread at a time.
 */
public final class Fleet implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final String COMMANDS = "commands";
    private static final int PARTITIONS = 6;
    private static final short COPIES = 3;

    private final FleetFiles files;
    private final WritScript script;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<URI> gateways = new ArrayList<>();
    private final Processes processes = new Processes();
    private final Probes probes = new Probes();
    private final Brokers brokers;
    private final Postgres postgres;

    private volatile Optional<SmallDisk> disk = Optional.empty();
    private Optional<SchemaRegistryServer> registry = Optional.empty();
    private String operatorKey = "";

    private Fleet(FleetFiles files, WritScript script, Postgres postgres) {
        this.files = files;
        this.script = script;
        this.brokers = new Brokers(files.directory());
        this.postgres = postgres;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    }

    /** Ends what runs, also where this process is ended before it could do so in order; what has ended stays so. */
    private void end() {
        processes.end();
        try (postgres) {
            disk.ifPresent(SmallDisk::unmount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it, and waits until all of it is ready.
     *
     * @param directory of all data, logs and journals; made if missing
     * @param smallDisk whether a broker is to have a disk that can be full
     * @throws IOException if a part is not ready within 3 minutes; its log says why
     */
    public static Fleet start(Path directory, WritScript script, boolean smallDisk)
            throws IOException, InterruptedException {
        script.require();
        FleetFiles files = new FleetFiles(directory.toAbsolutePath());
        Files.createDirectories(files.directory());
        Fleet fleet = new Fleet(files, script, Postgres.prepare(files.file("postgres"), files.log("postgres")));
        try {
            if (smallDisk) {
                SmallDisk disk = new SmallDisk(Files.createDirectory(files.file(Brokers.WITH_SMALL_DISK)));
                fleet.disk = Optional.of(disk); // Before it is mounted, so that whatever ends the run unmounts it.
                disk.mount();
            }
            fleet.startAll();
            return fleet;
        } catch (IOException | InterruptedException | RuntimeException e) {
            try (fleet) {
                throw e;
            }
        }
    }

    private void startAll() throws IOException, InterruptedException {
        for (int id = 1; id <= Brokers.COUNT; id++) {
            add("broker-" + id, brokers.prepare(id), Map.of(), Probes.broker(brokers.address(id), Brokers.COUNT));
        }
        postgres.start();
        registry = Optional.of(SchemaRegistryServer.start(files.file("schemas.jsonl"), Ports.free()));
        awaitReady();
        createTopics();
        operatorKey = keygen();
        int provider = startProvider();
        FleetSettings settings =
                new FleetSettings(brokers.bootstrapServers(), registryUrl(), postgres.slowUrl(), files, provider);
        for (String role : FleetSettings.ROLES) {
            for (int i = 1; i <= FleetSettings.OF_EACH_ROLE; i++) {
                startRole(settings, role, role + "-" + i);
            }
        }
        awaitReady();
    }

    private void startRole(FleetSettings settings, String role, String name) throws IOException {
        int port = Ports.free();
        URI url = URI.create("http://" + Ports.LOOPBACK + ":" + port);
        if (role.equals(FleetSettings.GATEWAY)) {
            gateways.add(url);
        }
        add(
                name,
                script.command(List.of(role)),
                settings.environment(role, name, port),
                probes.get(url.resolve("/health/ready")));
    }

    private int startProvider() throws IOException {
        int port = Ports.free();
        List<String> command = List.of(
                "simulate",
                "--port=" + port,
                "--tokens-per-second=100",
                "--journal=" + files.providerJournal(),
                "--fsync");
        URI models = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/v1/models");
        add(FleetSettings.PROVIDER, script.command(command), WritScript.environment("192m"), probes.get(models));
        return port;
    }

    private void add(String name, List<String> command, Map<String, String> environment, Member.Probe probe)
            throws IOException {
        ManagedProcess process =
                new ManagedProcess(processes, command, environment, files.directory(), files.log(name));
        members.put(name, new Member(name, process, probe));
        process.start();
    }

    private void createTopics() {
        try (Admin admin = Admin.create(connection().admin("writ-torture"))) {
            TopicCreator.createMissing(admin, topic -> topic.toSpreadTopic(PARTITIONS, COPIES));
        }
    }

    private String keygen() throws IOException, InterruptedException {
        WritScript.Said said = run(List.of("audit", "keygen", "torture/writ", "--file=" + files.operatorKey()));
        if (said.code() != 0) {
            throw new IOException("no key could be made: see " + files.log(COMMANDS));
        }
        return said.out().strip();
    }

    /** Waits until every process is ready. */
    private void awaitReady() throws IOException, InterruptedException {
        for (Member member : members.values()) {
            if (Patience.until(
                                    READY_WITHIN,
                                    () -> member.isReady() || !member.process().isAlive())
                            .isEmpty()
                    || !member.process().isAlive()) {
                throw new IOException(member.name() + " " + member.state() + ": see " + files.log(member.name()));
            }
        }
    }

    /** The names of its processes. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** Whether a process runs and does its work. */
    public boolean isReady(String name) throws InterruptedException {
        return Back.member(this, name).isReady();
    }

    /** Its processes by their names, in the order in which they start. */
    Map<String, Member> members() {
        return members;
    }

    Postgres postgres() {
        return postgres;
    }

    /** The disk of {@value Brokers#WITH_SMALL_DISK}, where the run was started with one. */
    SmallDisk disk() {
        return disk.orElseThrow();
    }

    /** Where what it writes is. */
    public FleetFiles files() {
        return files;
    }

    /**
     * Runs a {@code writ} command to its end; what it says on the side goes into the log of commands.
     *
     * @throws IOException if it does not end within 3 minutes
     */
    public WritScript.Said run(List<String> arguments) throws IOException, InterruptedException {
        return script.run(processes, files.log(COMMANDS), arguments);
    }

    /** Base URLs of the gateways. */
    public List<URI> gateways() {
        return List.copyOf(gateways);
    }

    /** The key that the sinks' checkpoints are signed by. */
    public String operatorKey() {
        return operatorKey;
    }

    /** The sinks' database, with user and password. */
    public String database() {
        return postgres.directUrl();
    }

    /** The brokers' data directories. */
    public List<Path> brokerData() {
        return brokers.data();
    }

    /** How to reach its brokers and the registry. */
    public KafkaConnection connection() {
        return new KafkaConnection(brokers.bootstrapServers(), List.of(registryUrl()), true, Map.of());
    }

    private URI registryUrl() {
        return registry.orElseThrow().url();
    }

    /** Ends all of it by force: what it was for has been seen. */
    @Override
    public void close() {
        probes.close();
        registry.ifPresent(SchemaRegistryServer::close);
        end();
    }
}
