package dev.writ.benchmark.decisions;

import dev.writ.benchmark.decisions.PassThrough.Commits;
import dev.writ.benchmark.local.LocalWrit;
import dev.writ.benchmark.local.RequestRecords;
import dev.writ.benchmark.path.Course;
import dev.writ.benchmark.path.Runner;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The ways that are compared, all of them open at once on one broker: each carries the bytes of the same chat, or a check. */
final class Courses implements AutoCloseable {

    /** Kafka alone: what is sent is what comes. */
    static final String BARE = "produce-consume";
    /** Through a topology that does nothing, and commits as Writ's does. */
    static final String PASS = "pass-through";
    /** The same, with as many records to as many topics as a check has: the decision, its audit entry and the note of its id. */
    static final String PASS_ALL_WRITES = "pass, all writes";
    /** As the first, committing by its interval only. */
    static final String PASS_BY_INTERVAL = "pass, by interval";
    /** A check through Writ: one decision. */
    static final String CHECK = "writ check";
    /** A chat through Writ: a decision, and all that lets a worker begin. */
    static final String CHAT = "writ chat";

    /** All of them. */
    static final List<String> ALL = List.of(BARE, PASS, PASS_ALL_WRITES, PASS_BY_INTERVAL, CHECK, CHAT);

    private static final String BARE_TOPIC = "bench.bare";
    private static final int WRITES_OF_A_CHECK = 3;
    private static final String STREAM_THREAD = "-StreamThread";

    private final LocalWrit writ;
    private final RequestRecords requests;
    private final List<Runner> runners = new ArrayList<>();
    private final List<PassThrough> passes = new ArrayList<>();

    private Courses(LocalWrit writ, IntSupplier agents) {
        this.writ = writ;
        this.requests = new RequestRecords(writ.kafka().registry(), agents);
    }

    /**
     * Opens all of them, beside a topology that runs.
     *
     * @param agents gives the number of the next request's agent
     */
    static Courses open(LocalWrit writ, IntSupplier agents)
            throws IOException, InterruptedException, ExecutionException {
        Courses courses = new Courses(writ, agents);
        try {
            writ.createTopics(Topics.DECISIONS, BARE_TOPIC);
            courses.add(BARE, BARE_TOPIC, "", key -> courses.requests.chatTo(BARE_TOPIC, key));
            courses.pass(PASS, "bench-pass", Commits.AT_ONCE, 1);
            courses.pass(PASS_ALL_WRITES, "bench-pass-writes", Commits.AT_ONCE, WRITES_OF_A_CHECK);
            courses.pass(PASS_BY_INTERVAL, "bench-pass-interval", Commits.BY_INTERVAL, 1);
            String threads = writ.config().applicationId() + STREAM_THREAD;
            courses.add(CHECK, Topics.DECISIONS.name(), threads, courses.requests::check);
            courses.add(CHAT, Topics.DECISIONS.name(), threads, courses.requests::chat);
            return courses;
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
            courses.close();
            throw e;
        }
    }

    /** One for each. */
    List<Runner> runners() {
        return runners;
    }

    @Override
    public void close() {
        runners.forEach(Runner::close);
        passes.forEach(PassThrough::close);
    }

    private void pass(String name, String application, Commits commits, int writes)
            throws IOException, InterruptedException, ExecutionException {
        String from = application + ".from";
        List<String> to = IntStream.range(0, writes)
                .mapToObj(each -> application + ".to." + each)
                .toList();
        writ.createTopics(Topics.DECISIONS, from);
        writ.createTopics(Topics.DECISIONS, to.toArray(String[]::new));
        passes.add(PassThrough.start(writ.config(application), from, to, commits));
        add(name, to.getFirst(), application + STREAM_THREAD, key -> requests.chatTo(from, key));
    }

    private void add(String name, String to, String threads, Function<String, ProducerRecord<byte[], byte[]>> records) {
        runners.add(new Runner(writ.kafka(), new Course(name, to, threads, records)));
    }
}
