package dev.writ.sink.read;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Retention has taken records before they were read; reading goes on behind them. */
public final class RecordsExpiredException extends RetriableException {
    private static final long serialVersionUID = 1;

    RecordsExpiredException(Collection<TopicPartition> partitions, Throwable cause) {
        super("records of " + partitions + " have expired unread", cause);
    }
}
