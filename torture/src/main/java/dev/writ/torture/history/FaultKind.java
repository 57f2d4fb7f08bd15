package dev.writ.torture.history;

import java.util.Locale;

/** What can be done to a running Writ. */
public enum FaultKind {
    /** A process is ended by SIGKILL, and started again. */
    KILL,
    /** A process is stopped by SIGSTOP, and goes on by SIGCONT. */
    PAUSE,
    /** Each broker is stopped in order and started again, one after another. */
    ROLLING_BROKERS,
    /** Two of three brokers are away at once. */
    TWO_BROKERS,
    /** PostgreSQL is stopped, and started again. */
    POSTGRES_STOPPED,
    /** PostgreSQL answers late. */
    POSTGRES_SLOW,
    /** Members come and go, so that groups rebalance all the time. */
    REBALANCES,
    /** A broker's disk is full. */
    DISK_FULL,
    /** Records come a second time. */
    DUPLICATES,
    /** Records come that nobody can read. */
    POISON,
    /** A governance flag is off. */
    FLAG_OFF,
    /** The emergency bypass is on. */
    BYPASS,
    /** An agent loses its maturity while it works. */
    DEMOTION,
    /** A topology's state directory is gone. */
    WIPED_STATE;

    /** As users write it: kill, rolling-brokers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
