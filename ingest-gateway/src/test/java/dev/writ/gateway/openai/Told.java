package dev.writ.gateway.openai;

import dev.writ.gateway.AllowedChat;
import dev.writ.gateway.tokens.Signal;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Token events of one stream, each at the next offset. */
final class Told {

    private long offset;

    static Identity identity() {
        return new Identity(AllowedChat.decision());
    }

    Signal.Token next(int attempt, SpecificRecord body) {
        return at(offset++, attempt, body);
    }

    static Signal.Token at(long offset, int attempt, SpecificRecord body) {
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId("e1")
                .setAttempt(attempt)
                .setSeq(offset)
                .setOccurredAt(Instant.EPOCH)
                .setBody(body)
                .build();
        return new Signal.Token(event, offset);
    }

    static StreamStarted started() {
        return new StreamStarted("simulated", "model-1", "a1", "A", "u1", "s1", DisconnectRule.CONTINUE);
    }

    static TokenDelta delta(String text) {
        return TokenDelta.newBuilder().setText(text).build();
    }

    static ToolCallAllowed allowed(int index, String callId, String name) {
        return new ToolCallAllowed(index, new ToolCall(callId, name, "{\"q\":1}"), "d2");
    }

    static ToolCallWithheld withheld(int index, String name) {
        return ToolCallWithheld.newBuilder()
                .setIndex(index)
                .setCallId("call-" + index)
                .setName(name)
                .setDecisionId("d3")
                .setReason("it lacks maturity")
                .build();
    }

    static StreamEnded completed(String finishReason) {
        return ended(StreamEnd.COMPLETED, null).setFinishReason(finishReason).build();
    }

    static StreamEnded.Builder ended(StreamEnd status, @Nullable String errorCode) {
        return StreamEnded.newBuilder()
                .setStatus(status)
                .setErrorCode(errorCode)
                .setUsage(new Usage(3, 4, UsageSource.ESTIMATED))
                .setLastSeq(1)
                .setTextSha256("0");
    }
}
