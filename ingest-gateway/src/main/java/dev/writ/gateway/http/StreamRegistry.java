package dev.writ.gateway.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The threads that write event streams: bounded in number, and ended first when the server stops. */
final class StreamRegistry {

    private final Semaphore places;
    private final Set<Thread> writers = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** A registry of so many streams at a time, 1 or more. */
    StreamRegistry(int most) {
        this.places = new Semaphore(most);
    }

    /** Takes a place for the current thread, if one is free and the server is not stopping. */
    boolean enter() {
        if (!places.tryAcquire()) {
            return false;
        }
        writers.add(Thread.currentThread());
        if (ended) {
            leave();
            return false;
        }
        return true;
    }

    /** Gives the current thread's place back. */
    void leave() {
        writers.remove(Thread.currentThread());
        places.release();
    }

    /** How many streams are being written. */
    int active() {
        return writers.size();
    }

    /** Interrupts all writers and lets no more in. */
    void end() {
        ended = true;
        writers.forEach(Thread::interrupt);
    }
}
