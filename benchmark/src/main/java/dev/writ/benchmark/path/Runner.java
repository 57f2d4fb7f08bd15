package dev.writ.benchmark.path;

import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records through a course, one run after the other, and takes the times until they come out. */
public final class Runner implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ALL_WITHIN = Duration.ofSeconds(60);
    private static final double NANOS = 1e9;

    private final Course course;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<Integer, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
    private int runs;

    /** With the clients of a gateway: an idempotent producer, and a consumer of committed records that is in no group. */
    public Runner(KafkaConnection kafka, Course course) {
        this.course = course;
        // Two clients of one name would warn of each other.
        String client = "writ-bench-" + course.name().replaceAll("[^a-z]+", "-");
        this.producer =
                new KafkaProducer<>(kafka.producer(client), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(kafka.consumer(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(course.to()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** What it sends through. */
    public Course course() {
        return course;
    }

    /**
     * Sends at a rate, whether or not anything comes.
     *
     * @throws IOException if a record does not come within a minute
     */
    public Run atRate(OpenLoop rate, Duration time) throws IOException, InterruptedException {
        int count = rate.countIn(time);
        return fly(0, flight -> {
            for (int number = 0; number < count; number++) {
                long intended = flight.begun() + rate.nanosUntil(number);
                for (long early = intended - System.nanoTime(); early > 0; early = intended - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                send(flight, number, intended);
            }
            flight.await(count, ALL_WITHIN);
            return count;
        });
    }

    /**
     * Sends as fast as records come out, and counts those that come within the time.
     *
     * @param most records on their way at a time: enough that it never waits for one
     * @throws IOException if a record does not come within a minute
     */
    public Run saturated(int most, Duration time) throws IOException, InterruptedException {
        return fly(most, flight -> {
            long end = flight.begun() + time.toNanos();
            int sent = 0;
            while (flight.awaitRoom(end - System.nanoTime())) {
                send(flight, sent, System.nanoTime());
                sent++;
            }
            return sent;
        });
    }

    /** The values of a header on the last record of each partition. */
    public List<String> lastHeaders(String name) {
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : last.values()) {
            Header header = record.headers().lastHeader(name);
            if (header != null) {
                values.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    /** Sends, and tells how many it has sent. */
    private interface Sending {
        int send(Flight flight) throws IOException, InterruptedException;
    }

    private Run fly(int most, Sending sending) throws IOException, InterruptedException {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        runs++;
        Spent before = Spent.untilNow(course.threads());
        long begun = System.nanoTime();
        Flight flight = new Flight("b" + Long.toString(begun & Long.MAX_VALUE, 36) + "x" + runs, begun, most);
        Thread receiver = Thread.ofPlatform().name("writ-bench-receiver").start(() -> receive(flight));
        int came;
        double seconds;
        Spent spent;
        try {
            int sent = sending.send(flight);
            came = flight.arrived();
            seconds = (System.nanoTime() - begun) / NANOS;
            spent = Spent.untilNow(course.threads()).since(before);
            flight.await(sent, ALL_WITHIN);
        } finally {
            flight.end();
            receiver.join();
        }
        if (came == 0) {
            throw new IOException("nothing came through " + course.name());
        }
        return new Run(came, seconds, flight.times(), flight.doubled(), spent);
    }

    private void send(Flight flight, int number, long intended) {
        var _ = producer.send(course.requests().apply(flight.key(number, intended)), (_, failure) -> {
            if (failure != null) {
                flight.fail(failure);
            }
        });
    }

    private void receive(Flight flight) {
        try {
            while (!flight.isOver()) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    flight.came(record.key(), now);
                    last.put(record.partition(), record);
                }
            }
        } catch (RuntimeException e) {
            flight.fail(e);
        }
    }
}
