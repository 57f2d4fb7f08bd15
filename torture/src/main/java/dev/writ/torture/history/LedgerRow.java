package dev.writ.torture.history;

/**
 * A row of the sink's ledger of written events.
 *
 * @param place the record that it names
 * @param eventId its event
 * @param digest SHA-256 of that record's bytes in hex
 */
public record LedgerRow(String place, String eventId, String digest) {}
