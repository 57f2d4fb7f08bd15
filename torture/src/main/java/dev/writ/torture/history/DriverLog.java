package dev.writ.torture.history;

import java.util.List;

/**
 * The driver's journal.
 *
 * @param intents in its order
 * @param acknowledgements in its order
 */
public record DriverLog(List<Intent> intents, List<Acknowledgement> acknowledgements) {

    public DriverLog {
        intents = List.copyOf(intents);
        acknowledgements = List.copyOf(acknowledgements);
    }
}
