package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One attempt's events, as a reader of the token topic puts them together. */
record TokenStream(List<TokenEvent> events) {

    static TokenStream ofAttempt(int attempt, List<TokenEvent> events) {
        return new TokenStream(
                events.stream().filter(event -> event.getAttempt() == attempt).toList());
    }

    String text() {
        return events.stream()
                .map(TokenEvent::getBody)
                .filter(TokenDelta.class::isInstance)
                .map(delta -> ((TokenDelta) delta).getText())
                .collect(Collectors.joining());
    }

    StreamEnded end() {
        assertThat(events.getLast().getBody()).isInstanceOf(StreamEnded.class);
        return (StreamEnded) events.getLast().getBody();
    }

    boolean isEnded() {
        return !events.isEmpty() && events.getLast().getBody() instanceof StreamEnded;
    }

    /** The events of a type, in order. */
    <B> List<B> bodies(Class<B> type) {
        return events.stream()
                .map(TokenEvent::getBody)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Start, deltas and tool calls, one end; numbered from 0 without a gap; the end's last number and hash are true. */
    void assertWhole() {
        assertThat(events)
                .extracting(TokenEvent::getSeq)
                .containsExactlyElementsOf(IntStream.range(0, events.size())
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(events.getFirst().getBody()).isInstanceOf(StreamStarted.class);
        assertThat(events.subList(1, events.size() - 1))
                .allSatisfy(event -> assertThat(event.getBody())
                        .isInstanceOfAny(TokenDelta.class, ToolCallAllowed.class, ToolCallWithheld.class));
        assertThat(end().getLastSeq()).isEqualTo(events.size() - 2);
        assertThat(end().getTextSha256()).isEqualTo(Ids.sha256Hex(TestTopics.utf8(text())));
    }
}
