package dev.writ.torture.gather;

import dev.writ.torture.history.Settling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Since when each of the things that have to come back has been there without a break. For one thread. */
final class Settlings {

    /** What is seen of something that is there. */
    static final String NOTHING_LEFT = "0";

    private final Map<String, Settling> latest = new LinkedHashMap<>();
    private boolean came;

    /**
     * Notes what is seen of one of them.
     *
     * @param after when, from the begin of the wait
     */
    void look(String what, String seen, Duration after) {
        Optional<Duration> since = seen.equals(NOTHING_LEFT)
                ? Optional.ofNullable(latest.get(what)).flatMap(Settling::after).or(() -> Optional.of(after))
                : Optional.empty();
        latest.put(what, new Settling(what, since, seen));
    }

    /**
     * To be asked behind each pass over all of them: whether all were there in this pass and in the one before. One that is looked at
     * first may have got work by another that was not there yet.
     */
    boolean haveStayed() {
        boolean cameBefore = came;
        came = latest.values().stream().allMatch(settling -> settling.after().isPresent());
        return came && cameBefore;
    }

    /** What is known of each, in the order of their first looks. */
    List<Settling> all() {
        return List.copyOf(latest.values());
    }
}
