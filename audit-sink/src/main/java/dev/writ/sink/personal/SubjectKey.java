package dev.writ.sink.personal;

import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The key of a subject's texts.
 *
 * @param subject the user id
 * @param generation which of the subject's keys it is, from 1
 * @param key encrypts the texts
 * @param wrapped the key as it is stored
 */
record SubjectKey(String subject, long generation, SecretKey key, Sealed wrapped) {

    Sealed seal(PersonalText text) {
        return Sealed.seal(key, text.record().value(), what(text.place()));
    }

    /** The record's value; empty if it was encrypted under another key, or for another place. */
    Optional<byte[]> open(TextPlace place, Sealed sealed) {
        return sealed.open(key, what(place));
    }

    private Object[] what(TextPlace place) {
        return new Object[] {"text", subject, generation, place.topic(), place.partition(), place.offset()};
    }
}
