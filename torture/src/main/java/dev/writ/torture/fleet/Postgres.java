package dev.writ.torture.fleet;

import dev.writ.local.LocalClusterException;
import dev.writ.local.Ports;
import dev.writ.local.postgres.Database;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The database of the sinks, which survives a crash, and a way to it that can be made slow. Safe for use by several threads. */
final class Postgres implements AutoCloseable {

    private static final int CONNECT_WITHIN_MS = 1_000;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private static final String CREDENTIALS = "?user=" + Database.NAME + "&password=" + Database.NAME;

    private final Path directory;
    private final Path log;
    private final int port;
    private final Relay relay;
    private Optional<Database> running = Optional.empty();
    private boolean over;

    private Postgres(Path directory, Path log, int port, Relay relay) {
        this.directory = directory;
        this.log = log;
        this.port = port;
        this.relay = relay;
    }

    /**
     * Prepares one that does not run yet.
     *
     * @param directory of its data
     * @throws IOException if there is no free port
     */
    static Postgres prepare(Path directory, Path log) throws IOException {
        int port = Ports.free();
        return new Postgres(directory, log, port, Relay.start(port));
    }

    /**
     * Starts it; nothing if it runs.
     *
     * @throws IOException if it cannot start, or the run is over
     */
    synchronized void start() throws IOException {
        if (over) {
            throw new IOException("the run is over, PostgreSQL is not started any more");
        }
        if (running.isEmpty()) {
            try {
                running = Optional.of(Database.start(directory, log, port, true));
            } catch (LocalClusterException e) {
                stopWhatStarted(e);
                throw new IOException("PostgreSQL does not start", e);
            }
        }
    }

    /** One that is only slow would run for ever: nobody has its handle. */
    private void stopWhatStarted(LocalClusterException failure) {
        try {
            Database.stopOrphan(directory);
        } catch (LocalClusterException e) {
            failure.addSuppressed(e);
        }
    }

    /** Stops it and cuts its connections; nothing if it does not run. */
    synchronized void stop() throws IOException {
        try {
            running.ifPresent(Database::close);
            running = Optional.empty();
        } catch (LocalClusterException e) {
            throw new IOException("PostgreSQL does not stop", e);
        }
    }

    /**
     * Kills it by SIGKILL, and waits until its processes have followed: as long as one is there, PostgreSQL does not start on the data.
     *
     * @return how many processes it had
     * @throws IOException if it did not run, or one of them is there a minute later
     */
    synchronized int kill() throws IOException, InterruptedException {
        List<ProcessHandle> all = processes();
        Signals.send(all.getFirst(), "KILL");
        if (Patience.until(ENDS_WITHIN, () -> all.stream().noneMatch(ProcessHandle::isAlive))
                .isEmpty()) {
            throw new IOException("PostgreSQL's processes do not end: " + all);
        }
        stop();
        return all.size();
    }

    /** Stops all its processes by SIGSTOP, the one that makes others first. */
    synchronized void pause() throws IOException, InterruptedException {
        Signals.send(processes().getFirst(), "STOP");
        for (ProcessHandle process : processes()) {
            Signals.send(process, "STOP");
        }
    }

    /** Lets all its processes go on. */
    synchronized void goOn() throws IOException, InterruptedException {
        for (ProcessHandle process : processes()) {
            Signals.send(process, "CONT");
        }
    }

    /** Whether SIGSTOP holds all its processes. */
    synchronized boolean isPaused() throws IOException {
        for (ProcessHandle process : processes()) {
            if (process.isAlive() && !Signals.isPaused(process)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Its processes, the one that makes the others first.
     *
     * @throws IOException if it does not run
     */
    private List<ProcessHandle> processes() throws IOException {
        ProcessHandle first =
                Database.serverOn(directory).orElseThrow(() -> new IOException("PostgreSQL does not run"));
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    /** Whether somebody listens at its port. */
    boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port), CONNECT_WITHIN_MS);
            return true;
        } catch (IOException _) { // That is the answer.
            return false;
        }
    }

    /** The way that can be made slow, without user and password. */
    String slowUrl() {
        return url(relay.port());
    }

    /** The direct way, with user and password. */
    String directUrl() {
        return url(port) + CREDENTIALS;
    }

    private static String url(int port) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + Database.NAME;
    }

    /** How long each piece of an answer is held back from now on, on the way that can be made slow. */
    void holdBack(Duration time) {
        relay.holdBack(time);
    }

    /**
     * How long a query takes on that way.
     *
     * @throws IOException if it fails
     */
    Duration roundTrip() throws IOException {
        try (Connection connection = DriverManager.getConnection(slowUrl() + CREDENTIALS);
                Statement statement = connection.createStatement()) {
            long begun = System.nanoTime();
            statement.execute("SELECT 1");
            return Duration.ofNanos(System.nanoTime() - begun);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL does not answer", e);
        }
    }

    /** Stops it for good. */
    @Override
    public synchronized void close() throws IOException {
        over = true;
        try (Closeable _ = this::stop;
                Closeable _ = this::wake) {
            relay.close();
        }
    }

    /** What is paused cannot stop. */
    private void wake() throws IOException {
        if (running.isPresent()) {
            try {
                goOn();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
