package dev.writ.sink;

import dev.writ.sink.read.Entry;
import dev.writ.sink.read.EntryReader;
import dev.writ.sink.store.BatchWriter;
import dev.writ.sink.store.Checkpoints;
import dev.writ.sink.store.Prepared;
import dev.writ.sink.store.Upkeep;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the audit: what follows from it, what is signed of it, and what is dropped by age.
 *
 * @param checkpoints signs what the logs are; empty: nobody does
 */
record AuditWriter(
        EntryReader reader, BatchWriter writer, Optional<Checkpoints> checkpoints, Upkeep upkeep, SinkMeters meters)
        implements WriterLoop.RunWriter {

    @Override
    public WriterLoop.Run read(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Entry> entries = records.stream().map(reader::read).toList();
        Prepared batch = Prepared.of(entries);
        return moves -> {
            long began = System.nanoTime();
            List<Entry.Poison> poison = writer.write(batch, moves);
            meters.wrote(entries, poison, System.nanoTime() - began);
        };
    }

    @Override
    public void turn() {
        checkpoints.ifPresent(Checkpoints::turn);
    }

    @Override
    public void keepUp() {
        upkeep.run();
    }
}
