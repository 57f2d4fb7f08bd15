package dev.writ.sink.personal;

/** Where erasures are told. */
public interface ErasureLog {

    /**
     * Tells of it; returns once that is durable. The same erasure may be told again, in the same bytes.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be told
     */
    void append(Erasure erasure);
}
