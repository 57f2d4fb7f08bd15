package dev.writ.proof.verify;

import java.util.OptionalLong;

/**
 * One thing that is wrong with a log.
 *
 * @param verdict never INTACT
 * @param file in which file it shows, below the log's folder
 * @param leaf at which leaf, from 0, if it is about one
 * @param offset at which Kafka offset, if that is known
 * @param what one line
 */
public record Finding(Verdict verdict, String file, OptionalLong leaf, OptionalLong offset, String what) {

    /** The finding in one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verdict.name()).append(' ').append(file);
        leaf.ifPresent(index -> text.append(", leaf ").append(index));
        offset.ifPresent(number -> text.append(", offset ").append(number));
        return text.append(": ").append(what).toString();
    }
}
