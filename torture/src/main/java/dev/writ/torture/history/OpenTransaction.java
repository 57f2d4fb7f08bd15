package dev.writ.torture.history;

/**
 * A transaction that was open at both of two looks, with time between them and nothing to do.
 *
 * @param partition the topic and partition that wait for its end
 * @param producerId whose it is
 * @param startOffset its first record there
 */
public record OpenTransaction(String partition, long producerId, long startOffset) {}
