package dev.writ.sink.letters;

import dev.writ.sink.read.Entry;
import java.util.List;

/** Takes what cannot be written. */
public interface DeadLetterBox {

    /**
     * Returns once all of them are durable. Giving the same record again is the same dead letter.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if that fails; some of them may be durable
     */
    void put(List<Entry.Poison> poison);
}
