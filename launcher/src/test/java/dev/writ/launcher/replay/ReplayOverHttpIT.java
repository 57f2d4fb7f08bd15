package dev.writ.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.client.WireHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a story left, replayed by the gateway, against what the command prints. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayOverHttpIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReplayedStory story;

    ReplayOverHttpIT(@TempDir Path data) throws Exception {
        story = ReplayedStory.play(data);
    }

    @AfterAll
    void stop() {
        try (story) {
            story.requireReproduced();
        }
    }

    @Test
    void streamsWhatTheCommandPrintsAndGoesOnBehindAnyEvent() throws IOException, InterruptedException {
        // Given
        String to = Instant.now().toString();
        List<String> expected = story.replay("--json", "--workspace", ReplayedStory.WORKSPACE, "--to", to)
                .out()
                .lines()
                .toList();
        assertThat(expected).hasSizeGreaterThan(2);
        String path = "/api/audit/replay?workspace=" + ReplayedStory.WORKSPACE + "&from=3h&to=" + to;
        try (WireHttp http = new WireHttp(story.url())) {
            // When
            HttpResponse<String> whole = http.get(path);

            // Then
            assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            List<String> ids = fields(whole.body(), "id");
            assertThat(fields(whole.body(), "data"))
                    .hasSize(expected.size() + 1)
                    .startsWith(expected.toArray(new String[0]));
            assertThat(fields(whole.body(), "event")).last().isEqualTo("replay:end");

            for (int seen : new int[] {0, expected.size() / 2, expected.size() - 1}) {
                // When
                HttpResponse<String> rest = http.get(path, Map.of("Last-Event-ID", ids.get(seen)));

                // Then
                List<String> unseen = expected.subList(seen + 1, expected.size());
                assertThat(fields(rest.body(), "event").stream().filter("replay:event"::equals))
                        .hasSameSizeAs(unseen);
                assertThat(fields(rest.body(), "data")).startsWith(unseen.toArray(new String[0]));
            }

            // When
            HttpResponse<String> nothing = http.get(path, Map.of("Last-Event-ID", ids.getLast()));

            // Then
            assertThat(nothing.statusCode()).isEqualTo(204);
        }
    }

    @Test
    void handsALongReplayOutInPieces() throws IOException, InterruptedException {
        // Given
        List<String> expected = story.replay("--topic", "decisions", "--json", "--blocked")
                .out()
                .lines()
                .toList();
        assertThat(expected).hasSizeGreaterThan(2);
        List<String> pieces = new ArrayList<>();
        try (WireHttp http = new WireHttp(story.url())) {
            // When
            Map<String, String> behind = Map.of();
            while (pieces.size() < expected.size()) {
                HttpResponse<String> piece = http.get("/api/audit/replay?topic=decisions&blocked=true&limit=2", behind);
                List<String> data = fields(piece.body(), "data");
                pieces.addAll(data.subList(0, data.size() - 1));
                behind = Map.of("Last-Event-ID", fields(piece.body(), "id").getLast());
            }
        }

        // Then
        assertThat(pieces).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, parameter",
        "to=0:-1, parameter",
        "from=1h&to=2h, parameter",
        "from=99:0, parameter",
        "topic=tokens, parameter",
        "blocked=maybe, parameter",
        "limit=0, parameter",
        "fly=1, parameter",
        "agent=a, header"
    })
    void refusesWhatItDoesNotKnow(String query, String member) throws IOException, InterruptedException {
        try (WireHttp http = new WireHttp(story.url())) {
            // When
            Map<String, String> headers = member.equals("header") ? Map.of("Last-Event-ID", "1.2.3") : Map.of();
            HttpResponse<String> refused = http.get("/api/audit/replay?" + query, headers);

            // Then
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(refused.body()).has(member)).isTrue();
        }
    }

    /** The values of one field of server-sent events. */
    private static List<String> fields(String events, String name) {
        return events.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }
}
