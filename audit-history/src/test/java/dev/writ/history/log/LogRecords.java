package dev.writ.history.log;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer hands them out. */
final class LogRecords {

    private LogRecords() {}

    static ConsumerRecord<byte[], byte[]> of(TopicPartition partition, long offset, long time) {
        return of(partition, offset, time, 0);
    }

    static ConsumerRecord<byte[], byte[]> of(TopicPartition partition, long offset, long time, int bytes) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                time,
                TimestampType.CREATE_TIME,
                0,
                bytes,
                new byte[0],
                new byte[bytes],
                new RecordHeaders(),
                Optional.empty());
    }

    /** As topic-partition@offset. */
    static String placeOf(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
