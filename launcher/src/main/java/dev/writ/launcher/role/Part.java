package dev.writ.launcher.role;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something that was started and must be stopped.
 *
 * @param name for people
 * @param ready whether it can do its work now
 * @param failure why it has given up for good; empty while it has not
 * @param stop stops it and waits until it has; called once
 */
public record Part(String name, BooleanSupplier ready, Supplier<Optional<Throwable>> failure, Runnable stop) {

    /** A part that never gives up. */
    public Part(String name, BooleanSupplier ready, Runnable stop) {
        this(name, ready, Optional::empty, stop);
    }
}
