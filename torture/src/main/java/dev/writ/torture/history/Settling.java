package dev.writ.torture.history;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that had to come back after the last fault was healed.
 *
 * @param what such as a process to be ready, or a group without lag
 * @param after how long it took; empty if it did not come
 * @param seen what was seen last
 */
public record Settling(String what, Optional<Duration> after, String seen) {}
