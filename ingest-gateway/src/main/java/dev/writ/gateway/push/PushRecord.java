package dev.writ.gateway.push;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One record that may be told to a reader.
 *
 * @param value a token event, a canvas or a decision
 * @param key the record's key
 * @param partition where it is
 * @param offset in the partition
 * @param seen what comes next in each partition of which all before was handed over; may lack partitions
 */
record PushRecord(
        SpecificRecord value, String key, TopicPartition partition, long offset, Map<TopicPartition, Long> seen) {}
