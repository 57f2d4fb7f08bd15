package dev.writ.launcher.replay.http;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.history.log.BadRangeException;
import dev.writ.history.log.Bound;
import dev.writ.history.log.BoundText;
import dev.writ.history.log.LogRange;
import dev.writ.history.replay.Aspect;
import dev.writ.history.replay.History;
import dev.writ.history.replay.ReplayFilter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asks for.
 *
 * @param history which topic
 * @param cursor where it stands
 * @param filter which events
 * @param limit most events of one answer, 1 or more
 */
record ReplayQuery(History history, ReplayCursor cursor, ReplayFilter filter, long limit) {

    private static final Map<String, Aspect> ASPECTS = Stream.of(Aspect.values())
            .collect(Collectors.toMap(aspect -> aspect.name().toLowerCase(Locale.ROOT), aspect -> aspect));

    /**
     * Reads a request.
     *
     * @throws ProblemException 400 if it has parameters that there are not, or bad values
     */
    static ReplayQuery of(Exchange exchange, Instant now) {
        Map<String, String> query = exchange.query();
        Set<String> known = new TreeSet<>(ASPECTS.keySet());
        known.addAll(List.of("topic", "from", "to", "blocked", "limit"));
        if (!known.containsAll(query.keySet())) {
            throw bad("query", "The only query parameters here are " + String.join(", ", known) + ".");
        }
        History history = switch (query.getOrDefault("topic", "audit")) {
            case "audit" -> History.AUDIT;
            case "decisions" -> History.DECISIONS;
            default -> throw bad("topic", "audit or decisions is needed.");
        };
        Map<Aspect, String> wanted = new EnumMap<>(Aspect.class);
        ASPECTS.forEach(
                (name, aspect) -> Optional.ofNullable(query.get(name)).ifPresent(value -> wanted.put(aspect, value)));
        return new ReplayQuery(
                history,
                cursor(exchange, range(query, history, now)),
                new ReplayFilter(wanted, blocked(query)),
                limit(query));
    }

    private static LogRange range(Map<String, String> query, History history, Instant now) {
        try {
            return new LogRange(
                    List.of(history.topic().name()),
                    bound("from", query, history, now),
                    bound("to", query, history, now));
        } catch (BadRangeException e) {
            throw new ProblemException(Problems.invalidParameter("to", "It must be later than from."), e);
        }
    }

    private static Bound bound(String name, Map<String, String> query, History history, Instant now) {
        String text = query.get(name);
        try {
            return text == null
                    ? Bound.OPEN
                    : BoundText.parse(text, history.topic().name(), now);
        } catch (BadRangeException e) {
            throw new ProblemException(Problems.invalidParameter(name, "It must be " + BoundText.TAKEN + "."), e);
        }
    }

    private static ReplayCursor cursor(Exchange exchange, LogRange asked) {
        try {
            return exchange.header("Last-Event-ID")
                    .map(id -> ReplayCursor.parse(id, asked))
                    .orElseGet(() -> ReplayCursor.before(asked));
        } catch (BadRangeException e) {
            throw new ProblemException(
                    Problems.invalidHeader("Last-Event-ID", "It must be the id of an event of a replay."), e);
        }
    }

    private static boolean blocked(Map<String, String> query) {
        return switch (query.getOrDefault("blocked", "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("blocked", "true or false is needed.");
        };
    }

    private static long limit(Map<String, String> query) {
        String limit = query.get("limit");
        if (limit == null) {
            return Long.MAX_VALUE;
        }
        if (!limit.matches("[1-9]\\d{0,8}")) {
            throw bad("limit", "A whole number from 1 to 999999999 is needed.");
        }
        return Long.parseLong(limit);
    }

    private static ProblemException bad(String parameter, String detail) {
        return new ProblemException(Problems.invalidParameter(parameter, detail));
    }
}
