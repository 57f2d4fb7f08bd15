package dev.writ.sink.read;

import org.apache.kafka.common.config.ConfigException;

/**
 * How much one transaction takes.
 *
 * @param maxBytes most bytes of keys and values, 1 or more; a record larger than that goes alone
 * @param maxRecords most records, 1 or more
 */
public record BatchLimits(int maxBytes, int maxRecords) {

    public BatchLimits {
        if (maxBytes < 1 || maxRecords < 1) {
            throw new ConfigException(
                    "a batch holds at least one byte and one record, not " + maxBytes + " and " + maxRecords);
        }
    }
}
