package dev.writ.schemas.serde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry that remembers what it was asked. */
final class CountingRegistry implements SchemaRegistryClient {

    private final InMemorySchemaRegistry schemas = new InMemorySchemaRegistry();
    private final List<String> subjects = new ArrayList<>();
    private final List<Integer> reads = new ArrayList<>();

    @Override
    public int idOf(String subject, Schema schema) {
        subjects.add(subject);
        return schemas.idOf(subject, schema);
    }

    @Override
    public Schema byId(int id) {
        reads.add(id);
        return schemas.byId(id);
    }

    List<String> subjects() {
        return subjects;
    }

    int reads() {
        return reads.size();
    }
}
