package dev.writ.benchmark.decisions;

import dev.writ.schemas.event.RecordOrigin;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.PromptClients;
import dev.writ.topology.StreamsSettings;
import dev.writ.topology.io.Arrivals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The least that Kafka Streams can do, with the settings and the clients of Writ's topology: a topic into one or more others. */
final class PassThrough implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final KafkaStreams streams;

    private PassThrough(KafkaStreams streams) {
        this.streams = streams;
    }

    /** When it commits. */
    enum Commits {
        /** As Writ does: behind the last record that has been fetched, and after the commit interval. */
        AT_ONCE,
        /** After the commit interval only. */
        BY_INTERVAL
    }

    /**
     * Starts, and waits until it runs.
     *
     * @param config Writ's, but for the application's name
     * @param to each of them gets each record as it came
     * @throws IOException if it does not run within a minute
     */
    static PassThrough start(GovernanceConfig config, String from, List<String> to, Commits commits)
            throws IOException {
        Arrivals arrivals = new Arrivals();
        Topology topology = new Topology();
        topology.addSource("from", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from);
        topology.addProcessor("pass", () -> new Pass(arrivals, commits), "from");
        to.forEach(each ->
                topology.addSink("to-" + each, each, new ByteArraySerializer(), new ByteArraySerializer(), "pass"));
        KafkaStreams streams = new KafkaStreams(
                topology,
                StreamsSettings.of(
                        config, config.applicationId(), config.connection().registry()),
                new PromptClients(config.commitInterval(), arrivals));
        PassThrough pass = new PassThrough(streams);
        try {
            streams.start();
            pass.awaitRunning();
            return pass;
        } catch (IOException | RuntimeException e) {
            pass.close();
            throw e;
        }
    }

    private void awaitRunning() throws IOException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the pass-through is still " + streams.state());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public void close() {
        streams.close(CLOSE_WITHIN);
    }

    private static final class Pass implements Processor<byte[], byte[], byte[], byte[]> {

        private final Arrivals arrivals;
        private final Commits commits;
        private ProcessorContext<byte[], byte[]> context;

        Pass(Arrivals arrivals, Commits commits) {
            this.arrivals = arrivals;
            this.commits = commits;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> processorContext) {
            this.context = processorContext;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            context.forward(record);
            boolean last = context.recordMetadata()
                    .map(at -> arrivals.commitIsDue(new RecordOrigin(at.topic(), at.partition(), at.offset()), true))
                    .orElse(false);
            if (commits == Commits.AT_ONCE && last) {
                context.commit();
            }
        }
    }
}
