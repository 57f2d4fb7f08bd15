package dev.writ.history.replay;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event of the history.
 *
 * @param record as the log has it
 * @param event what it says
 * @param subject what that is about
 */
public record Replayed(ConsumerRecord<byte[], byte[]> record, SpecificRecord event, Subject subject) {}
