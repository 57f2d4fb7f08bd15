package dev.writ.history.reproduce;

import dev.writ.history.fold.Timeline.Held;

/**
 * A state that a decision rests on.
 *
 * @param field what it is, as differences name it
 * @param from since when it held, in milliseconds since the epoch
 * @param to from when on it held no more
 */
record Rest(String field, long from, long to) {

    static Rest on(String field, Held<?> held) {
        return new Rest(field, held.from(), held.to());
    }
}
