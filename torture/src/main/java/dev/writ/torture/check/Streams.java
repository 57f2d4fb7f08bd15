package dev.writ.torture.check;

import dev.writ.torture.history.EventLog;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The token streams, by execution. */
final class Streams {

    private Streams() {}

    /** Hands out the attempts of each execution, the first one first; one or more. */
    static void each(EventLog log, BiConsumer<String, List<Attempt>> reader) {
        Groups.by(Token::executionId, log.tokens()).forEach((id, events) -> {
            Map<Integer, List<Token>> byAttempt =
                    events.stream().collect(Collectors.groupingBy(Token::attempt, TreeMap::new, Collectors.toList()));
            reader.accept(
                    id,
                    byAttempt.entrySet().stream()
                            .map(entry -> Attempt.of(entry.getKey(), entry.getValue()))
                            .toList());
        });
    }
}
