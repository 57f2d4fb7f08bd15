package dev.writ.launcher.role;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that was started and must be stopped.
 *
 * @param name for people
 * @param troubles why each of its parts that does not work now does not, by their names; empty if it can do its work
 * @param failure why it has given up for good; empty while it has not
 * @param stop stops it and waits until it has; called once
 */
public record Part(
        String name, Supplier<Map<String, String>> troubles, Supplier<Optional<Throwable>> failure, Runnable stop) {

    /** A part that never gives up. */
    public Part(String name, Supplier<Map<String, String>> troubles, Runnable stop) {
        this(name, troubles, Optional::empty, stop);
    }

    /** Whether it can do its work now. */
    public boolean isReady() {
        return troubles.get().isEmpty();
    }
}
