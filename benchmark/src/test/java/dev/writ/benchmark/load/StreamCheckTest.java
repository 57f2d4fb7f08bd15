package dev.writ.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamCheckTest {

    private static final String START = "{\"id\":\"e-1\",\"attempt\":0,\"seq\":0}";
    private static final String COMPLETE = "streaming:complete";
    private static final String ERROR = "streaming:error";

    private StreamCheck check = new StreamCheck("one two", 2, Optional.empty());

    @Test
    void takesAWholeStream() {
        // When
        take("streaming:start", START);
        long one = update(1, "one", 1);
        long two = update(2, " two", 2);
        boolean early = check.isOver();
        take(COMPLETE, complete("one two", 2, "\"stop\""));

        // Then
        assertThat(one).isEqualTo(1);
        assertThat(two).isEqualTo(2);
        assertThat(early).isFalse();
        assertThat(check.isOver()).isTrue();
        assertThat(check.trouble()).isNull();
        assertThat(check.executionId()).isEqualTo("e-1");
    }

    @ParameterizedTest
    @CsvSource({
        "2, ' two', 'streaming:update has the number 2 where 1 was due'",
        "0, ' two', 'streaming:update has the number 0 where 1 was due'",
        "1, ' tow', 'the text differs from character 3 on'",
        "1, ' two three', 'the text differs from character 3 on'"
    })
    void noticesAGapADoubleAndAWrongText(long seq, String delta, String trouble) {
        // Given
        update(0, "one", 1);

        // When
        update(seq, delta, 2);

        // Then
        assertThat(check.trouble()).isEqualTo(trouble);
        assertThat(check.isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'one', 2, 'stop', 'the end tells another text than its stream'",
        "'one tow', 2, 'stop', 'the end tells another text than its stream'",
        "'one two', 3, 'stop', 'counted are 3 tokens of 2'",
        "'one two', 2, '', 'the end has no finish_reason'"
    })
    void noticesAWrongEnd(String content, int tokens, String reason, String trouble) {
        // Given
        update(0, "one two", 2);

        // When
        take(COMPLETE, complete(content, tokens, '"' + reason + '"').replace("\"seq\":3", "\"seq\":1"));

        // Then
        assertThat(check.trouble()).isEqualTo(trouble);
    }

    @Test
    void noticesAnEndBeforeTheWholeText() {
        // Given
        update(0, "one", 1);

        // When
        take(COMPLETE, "{\"seq\":1,\"content\":\"one\",\"finish_reason\":\"stop\",\"usage\":{\"output_tokens\":1}}");

        // Then
        assertThat(check.trouble()).isEqualTo("the text ends after 3 of 7 characters");
    }

    @Test
    void noticesWhatIsNoPartOfAStream() {
        // Given
        StreamCheck unread = new StreamCheck("one two", 2, Optional.empty());

        // When
        take("streaming:reset", "{\"seq\":0}");
        byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
        unread.take("streaming:update", page, 0, page.length);

        // Then
        assertThat(check.trouble()).isEqualTo("got the event streaming:reset");
        assertThat(unread.trouble()).startsWith("not JSON in streaming:update");
        assertThat(new StreamCheck("one two", 2, Optional.empty()).trouble()).isEqualTo("has no end");
    }

    @Test
    void noticesACancellationThatNobodyAskedFor() {
        // When
        take(ERROR, "{\"seq\":0,\"error\":\"agent_paused\",\"status\":\"cancelled\",\"last_seq\":-1}");

        // Then
        assertThat(check.trouble()).isEqualTo("ended as cancelled because of agent_paused");
    }

    @ParameterizedTest
    @CsvSource({
        "agent_paused, cancelled, 0, ",
        "agent_demoted, cancelled, 0, 'ended as cancelled because of agent_demoted'",
        "agent_paused, failed, 0, 'ended as failed because of agent_paused'",
        "agent_paused, cancelled, 1, 'the end names 1 as the last event, and 0 was'"
    })
    void holdsTheEndOfACancelledStreamAgainstItsCauseAndItsLastEvent(
            String cause, String status, long lastSeq, String trouble) {
        // Given
        check = new StreamCheck("one two", 2, Optional.of("agent_paused"));
        update(0, "one", 1);

        // When
        take(ERROR, "{\"seq\":1,\"error\":\"%s\",\"status\":\"%s\",\"last_seq\":%d}".formatted(cause, status, lastSeq));

        // Then
        assertThat(check.trouble()).isEqualTo(trouble);
        assertThat(check.isOver()).isTrue();
    }

    @Test
    void noticesAStreamThatWasToBeCancelledAndEndsByItself() {
        // Given
        check = new StreamCheck("one two", 2, Optional.of("agent_paused"));
        update(0, "one two", 2);

        // When
        take(COMPLETE, "{\"seq\":1,\"content\":\"one two\",\"finish_reason\":\"stop\"}");

        // Then
        assertThat(check.trouble()).isEqualTo("ended by itself");
    }

    private static String complete(String content, int tokens, String reason) {
        return "{\"id\":\"e-1\",\"seq\":3,\"content\":\"%s\",\"finish_reason\":%s,\"usage\":{\"output_tokens\":%d}}"
                .formatted(content, reason, tokens);
    }

    private long update(long seq, String delta, long tokens) {
        return take(
                "streaming:update",
                "{\"id\":\"e-1\",\"seq\":%d,\"delta\":\"%s\",\"metadata\":{\"tokens_so_far\":%d}}"
                        .formatted(seq, delta, tokens));
    }

    private long take(String name, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return check.take(name, bytes, 0, bytes.length);
    }
}
