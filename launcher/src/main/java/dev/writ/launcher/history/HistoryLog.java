package dev.writ.launcher.history;

import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Missing;
import dev.writ.launcher.replay.ProgressLines;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Readings of whole topics for one command, which says on the side how far they are, and what is no longer there. */
final class HistoryLog {

    private final KafkaConnection connection;
    private final String clientId;
    private final PrintWriter err;
    private boolean auditHasGaps;

    HistoryLog(KafkaConnection connection, String clientId, PrintWriter err) {
        this.connection = connection;
        this.clientId = clientId;
        this.err = err;
    }

    /** Reads what is there now, in the order of time. */
    <T> T read(Collection<? extends Topic<?>> topics, Function<Iterator<ConsumerRecord<byte[], byte[]>>, T> reading) {
        LogRange range = LogRange.all(Topics.names(topics));
        try (LogReader log = LogReader.open(connection, clientId, range, new ProgressLines(err))) {
            log.missing().forEach(this::note);
            return reading.apply(log);
        }
    }

    /** Whether the audit, which is kept for ever, has lost records. */
    boolean auditHasGaps() {
        return auditHasGaps;
    }

    private void note(Missing missing) {
        boolean audit = missing.partition().topic().equals(Topics.AUDIT.name());
        if (audit && !auditHasGaps) {
            err.println("writ: the history is incomplete: " + missing);
        }
        auditHasGaps |= audit;
    }
}
