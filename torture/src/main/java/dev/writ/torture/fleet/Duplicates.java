package dev.writ.torture.fleet;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.schemas.Topics;
import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces the latest requests of a topic once more, as they are: a second delivery. */
final class Duplicates implements Fault {

    private static final int MOST = 500;

    private final Fleet fleet;

    Duplicates(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @param target the topic */
    @Override
    public Seen begin(String target) throws IOException {
        try {
            Deque<ConsumerRecord<byte[], byte[]>> latest = latest(target);
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                    fleet.connection().producer("writ-torture-duplicates"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                Sent sent = new Sent();
                for (ConsumerRecord<byte[], byte[]> record : latest) {
                    var _ = producer.send(
                            new ProducerRecord<>(
                                    target, record.partition(), record.key(), record.value(), record.headers()),
                            sent);
                }
                producer.flush();
                return sent.seen(latest.size());
            }
        } catch (KafkaException e) {
            throw new IOException("nothing could be delivered again", e);
        }
    }

    /** What was delivered twice stays; the checker sees what came of it. */
    @Override
    public Seen end(String target) {
        return new Seen(true, "nothing to take back");
    }

    private Deque<ConsumerRecord<byte[], byte[]>> latest(String topic) {
        Deque<ConsumerRecord<byte[], byte[]>> latest = new ArrayDeque<>();
        LogRange all = LogRange.all(List.of(topic));
        try (LogReader log =
                LogReader.open(fleet.connection(), "writ-torture-duplicates", all, Progress.Watcher.NOBODY)) {
            while (log.hasNext()) {
                latest.add(log.next());
                if (latest.size() > MOST) {
                    latest.remove();
                }
            }
        }
        return latest;
    }

    /** The topics whose records may come twice. */
    static List<String> topics() {
        return Topics.names(List.of(Topics.CHAT_REQUESTS, Topics.CANVAS_REQUESTS));
    }
}
