package dev.writ.schemas.serde;

import org.apache.avro.Schema;

/** What the serde needs of a schema registry. Safe for use by several threads. */
public interface SchemaRegistryClient {

    /**
     * The id of a schema under a subject, registering it if that is wanted and it is new.
     *
     * @return the registry's id, 0 or more
     * @throws RegistryUnavailableException if the registry cannot be reached or fails; worth trying again
     * @throws SchemaRefusedException if the registry refuses the schema, such as an incompatible one
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema that has the id.
     *
     * @throws RegistryUnavailableException if the registry cannot be reached or fails; worth trying again
     * @throws UnreadableRecordException if the registry knows no such id
     */
    Schema byId(int id);
}
