package dev.writ.launcher.query;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The parameters of a request.
 *
 * @param query by name
 * @param now from when "two hours ago" is counted
 */
record QueryText(Map<String, String> query, Instant now) {

    /** What is wrong with the end of a period that ends before it begins. */
    static final String NO_PERIOD = "It must be later than from.";

    /**
     * Reads them.
     *
     * @throws ProblemException 400 if there are others than the known ones
     */
    static QueryText of(Exchange exchange, Set<String> known, Instant now) {
        Map<String, String> query = exchange.query();
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw bad(
                        "query", "The only query parameters here are " + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
        return new QueryText(query, now);
    }

    /**
     * A parameter.
     *
     * @param parsing empty if the text is not as it must be
     * @param needed what it must be, as a sentence
     * @throws ProblemException 400 if it is not
     */
    <T> Optional<T> find(String name, Function<String, Optional<T>> parsing, String needed) {
        return Optional.ofNullable(query.get(name))
                .map(text -> parsing.apply(text).orElseThrow(() -> bad(name, needed)));
    }

    /** A time, or how long ago. */
    Optional<Instant> time(String name) {
        return find(name, text -> AskedTime.parse(text, now), AskedTime.NEEDED);
    }

    /**
     * A period's two ends, each if it is given.
     *
     * @throws ProblemException 400 if it ends before it begins
     */
    static void requireOrder(Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.filter(end -> !from.get().isBefore(end)).isPresent()) {
            throw bad("to", NO_PERIOD);
        }
    }

    static ProblemException bad(String parameter, String detail) {
        return new ProblemException(Problems.invalidParameter(parameter, detail));
    }
}
