package dev.writ.torture.fleet;

import dev.writ.history.fold.LogDecoder;
import dev.writ.history.fold.Place;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces records that nobody can read; each has to become a dead letter. For one thread. */
final class Poison implements Fault {

    /** What a record in the wire format never begins with. */
    private static final byte NO_MAGIC = 1;

    private static final int RECORDS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String CLIENT_ID = "writ-torture-poison";

    private final Fleet fleet;
    private final Set<Place> planted = new HashSet<>();

    Poison(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @param target the topic */
    @Override
    public Seen begin(String target) throws IOException {
        planted.clear();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                fleet.connection().producer(CLIENT_ID), new ByteArraySerializer(), new ByteArraySerializer())) {
            Sent sent = new Sent();
            for (int i = 0; i < RECORDS; i++) {
                byte[] key = ("poison-" + i).getBytes(StandardCharsets.UTF_8);
                var _ = producer.send(new ProducerRecord<>(target, key, new byte[] {NO_MAGIC, (byte) i}), sent);
            }
            producer.flush();
            sent.taken().forEach(at -> planted.add(new Place(at.topic(), at.partition(), at.offset())));
            return sent.seen(RECORDS);
        } catch (KafkaException e) {
            throw new IOException("no poison could be planted", e);
        }
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        boolean all = Patience.until(LONGEST, () -> missing() == 0).isPresent();
        return new Seen(all, missing() + " of " + planted.size() + " are no dead letters");
    }

    private long missing() throws IOException {
        KafkaConnection connection = fleet.connection();
        Set<Place> missing = new HashSet<>(planted);
        LogDecoder decoder = new LogDecoder(List.of(Topics.DEAD_LETTERS), connection.registry());
        LogRange all = LogRange.all(List.of(Topics.DEAD_LETTERS.name()));
        try (LogReader log = LogReader.open(connection, CLIENT_ID, all, Progress.Watcher.NOBODY)) {
            while (log.hasNext()) {
                if (decoder.read(log.next()).orElse(null) instanceof DeadLettered letter) {
                    missing.remove(new Place(
                            letter.getOrigin().getTopic(),
                            letter.getOrigin().getPartition(),
                            letter.getOrigin().getOffset()));
                }
            }
            return missing.size();
        } catch (KafkaException e) {
            throw new IOException("the dead letters cannot be read", e);
        }
    }

    /** The topics that take what anybody writes. */
    static List<String> topics() {
        return Topics.names(List.of(Topics.CHAT_REQUESTS, Topics.CANVAS_REQUESTS, Topics.AGENT_COMMANDS));
    }
}
