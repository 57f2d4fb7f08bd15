package dev.writ.launcher.role;

import java.util.function.BooleanSupplier;

/**
 * Something that was started and must be stopped.
 *
 * @param name for people
 * @param ready whether it can do its work now
 * @param stop stops it and waits until it has; called once
 */
public record Part(String name, BooleanSupplier ready, Runnable stop) {}
