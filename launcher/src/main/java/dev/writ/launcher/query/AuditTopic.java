package dev.writ.launcher.query;

import dev.writ.gateway.log.KafkaInterrupt;
import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.query.report.SourceLog;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The audit on Kafka, asked by reading on where the tables end: offsets alone do not tell whether what is between them is records,
 * or markers of transactions.
 *
 * @param trouble is told why it cannot be asked, in one line
 */
public record AuditTopic(KafkaConnection kafka, Consumer<String> trouble) implements SourceLog {

    /** Of its Kafka client. */
    public static final String CLIENT_ID = "writ-report";

    @Override
    public Optional<Instant> oldestUnwritten(Map<Integer, Long> reached, Instant otherwise)
            throws InterruptedException {
        try (LogReader log = LogReader.open(kafka, CLIENT_ID, behind(reached), Progress.Watcher.NOBODY)) {
            return Optional.of(log.hasNext() ? Instant.ofEpochMilli(log.next().timestamp()) : otherwise);
        } catch (InterruptException e) {
            throw KafkaInterrupt.asJavaReportsIt(e);
        } catch (KafkaException | BadRangeException e) {
            trouble.accept("whether the sink is behind is not known: " + KafkaTrouble.inOneLine(e));
            return Optional.empty();
        }
    }

    /** A sink that has never begun has written nothing. */
    private static LogRange behind(Map<Integer, Long> reached) {
        Map<TopicPartition, Long> offsets = reached.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> new TopicPartition(Topics.AUDIT.name(), each.getKey()), Map.Entry::getValue));
        return new LogRange(
                List.of(Topics.AUDIT.name()), offsets.isEmpty() ? Bound.OPEN : new Bound.Offsets(offsets), Bound.OPEN);
    }
}
