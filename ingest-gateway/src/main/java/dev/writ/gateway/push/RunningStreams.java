package dev.writ.gateway.push;

import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams that run, as far as the feed has brought their starts: whose they are, and where the attempt begins that counts.
 * Guarded by its hub's lock.
 */
final class RunningStreams {

    /** So that streams which never end do not pile up; the oldest are forgotten. */
    private static final int MOST = 10_000;

    private record Running(StreamStarted started, int attempt, OpenStream place) {}

    private final Map<String, Running> byExecution = new LinkedHashMap<>();

    void note(TokenEvent event, int partition, long offset) {
        String id = event.getExecutionId();
        if (event.getBody() instanceof StreamStarted started) {
            put(id, new Running(started, event.getAttempt(), new OpenStream(id, partition, offset)));
        } else if (isEnd(event)) {
            byExecution.remove(id);
        }
    }

    /** Whether the event ends its execution's stream, and not only an attempt. */
    static boolean isEnd(TokenEvent event) {
        return event.getBody() instanceof StreamEnded end && end.getStatus() != StreamEnd.SUPERSEDED;
    }

    void remove(String executionId) {
        byExecution.remove(executionId);
    }

    /** Those that an audience may hear. */
    List<OpenStream> of(Audience audience) {
        return byExecution.values().stream()
                .filter(stream -> audience.mayHear(stream.started()))
                .map(Running::place)
                .toList();
    }

    private void put(String id, Running stream) {
        Running known = byExecution.get(id);
        if (known == null || stream.attempt() > known.attempt()) {
            byExecution.put(id, stream);
        }
        if (byExecution.size() > MOST) {
            byExecution.remove(byExecution.keySet().iterator().next());
        }
    }
}
