package dev.writ.history.replay;

/** What takes replayed events. */
@FunctionalInterface
public interface ReplaySink {

    /**
     * Takes the next one.
     *
     * @return whether it wants a further one
     */
    boolean take(Replayed replayed);
}
