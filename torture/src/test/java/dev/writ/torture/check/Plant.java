package dev.writ.torture.check;

import java.util.function.Consumer;

/**
 * One error, planted in a sound history.
 *
 * @param what it is
 * @param check which has to catch it
 * @param place where that has to say that it is
 * @param clause a piece of the evidence that it has to give, which tells by what it was caught
 * @param error plants it
 */
record Plant(String what, Check check, String place, String clause, Consumer<SoundHistory> error) {

    @Override
    public String toString() {
        return check.name() + ": " + what;
    }
}
