package dev.writ.topology.account;

import java.util.ArrayList;
import java.util.List;

/**
 * What stream threads did in transactions that are still open. It is told once its transaction is committed and forgotten if that
 * is aborted, as it is then done again. Each thread has one transaction at a time, and all of this is called by the thread whose
 * transaction it is. With at-least-once, a commit of offsets takes the transaction's place.
 */
public final class Commits {

    private final boolean kept;

    @SuppressWarnings("ThreadLocalUsage") // One for each application, and not one for all of the process.
    private final ThreadLocal<List<Runnable>> open = ThreadLocal.withInitial(ArrayList::new);

    private Commits(boolean kept) {
        this.kept = kept;
    }

    /** Of an application whose clients tell of its commits. */
    public static Commits told() {
        return new Commits(true);
    }

    /** Of a topology that is driven without clients: nothing is ever told. */
    public static Commits untold() {
        return new Commits(false);
    }

    /** To be run once what this thread does now is committed; it must be quick, and not throw. */
    void then(Runnable telling) {
        if (kept) {
            open.get().add(telling);
        }
    }

    /** What this thread has done is committed. */
    public void committed() {
        List<Runnable> told = open.get();
        told.forEach(Runnable::run);
        told.clear();
    }

    /** What this thread has done since the last commit has not happened. */
    public void aborted() {
        open.get().clear();
    }
}
