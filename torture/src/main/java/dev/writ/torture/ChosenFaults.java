package dev.writ.torture;

import dev.writ.torture.driver.Requests;
import dev.writ.torture.fleet.Faults;
import dev.writ.torture.fleet.SmallDisk;
import dev.writ.torture.history.FaultKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults of a run.
 *
 * @param targets of each kind that may come
 * @param leftOut those that were not named and cannot be injected here, with the reason
 */
record ChosenFaults(Map<FaultKind, List<String>> targets, List<String> leftOut) {

    private static final String NONE = "none";

    /** Says what is wrong with the faults that a user named. */
    static final class WrongFaultException extends Exception {

        private WrongFaultException(String message) {
            super(message);
        }
    }

    /**
     * Those that a user named, or all.
     *
     * @param words as users write them; empty for all
     * @throws WrongFaultException if one of them is unknown, or cannot be injected on this machine
     * @throws IOException if it cannot be found out what this machine allows
     */
    static ChosenFaults of(List<String> words) throws WrongFaultException, IOException, InterruptedException {
        Map<FaultKind, List<String>> targets = new EnumMap<>(Faults.targets(Requests.INTERN));
        if (!words.isEmpty()) {
            targets.keySet().retainAll(kinds(words));
        }
        Optional<String> refusal = targets.containsKey(FaultKind.DISK_FULL) ? SmallDisk.refusal() : Optional.empty();
        if (refusal.isEmpty()) {
            return new ChosenFaults(targets, List.of());
        }
        String why = FaultKind.DISK_FULL.word() + " cannot be injected here: " + refusal.get();
        if (!words.isEmpty()) {
            throw new WrongFaultException(why);
        }
        targets.remove(FaultKind.DISK_FULL);
        return new ChosenFaults(targets, List.of(why));
    }

    private static List<FaultKind> kinds(List<String> words) throws WrongFaultException {
        for (String word : words) {
            if (!word.equals(NONE)
                    && Arrays.stream(FaultKind.values())
                            .noneMatch(kind -> kind.word().equals(word))) {
                throw new WrongFaultException("there is no fault " + word);
            }
        }
        return Arrays.stream(FaultKind.values())
                .filter(kind -> words.contains(kind.word()))
                .toList();
    }

    /** Whether a broker needs a disk that can be full. */
    boolean needSmallDisk() {
        return targets.containsKey(FaultKind.DISK_FULL);
    }
}
