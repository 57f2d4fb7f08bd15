package dev.writ.torture.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.Trigger;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.Letter;
import dev.writ.torture.history.Token;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactsTest {

    private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

    private final Facts facts = new Facts("simulated");

    @Test
    void readsPiecesAndEndsOfStreams() {
        // When
        Token piece = facts.token("tokens@1", token(1, new TokenDelta("Hello", 2)));
        Token end = facts.token(
                "tokens@2",
                token(
                        2,
                        StreamEnded.newBuilder()
                                .setStatus(StreamEnd.COMPLETED)
                                .setLastSeq(1)
                                .setTextSha256("00")
                                .build()));

        // Then
        assertThat(piece).isEqualTo(new Token("tokens@1", "e-1", 3, 1, new Token.Text("Hello", 2)));
        assertThat(end).isEqualTo(new Token("tokens@2", "e-1", 3, 2, new Token.End(StreamEnd.COMPLETED, 1, "00")));
    }

    @Test
    void readsEndsOfExecutions() {
        // Given
        ExecutionEvent event = ExecutionEvent.newBuilder()
                .setExecutionId("e-1")
                .setDecisionId("d-1")
                .setRequestId("r-1")
                .setAgentId("agent")
                .setWorkspaceId("default")
                .setUserId("ada")
                .setOccurredAt(AT)
                .setBody(ExecutionFinished.newBuilder()
                        .setAction("stream_chat")
                        .setTriggeredBy(Trigger.CHAT)
                        .setStatus(ExecutionStatus.COMPLETED)
                        .setStartedAt(AT)
                        .setAttempt(2)
                        .setTextSha256("00")
                        .build())
                .build();

        // When
        ExecutionStep step = facts.step("executions@1", event);

        // Then
        assertThat(step)
                .isEqualTo(new ExecutionStep(
                        "executions@1",
                        "e-1",
                        "d-1",
                        Optional.of(new ExecutionStep.End(ExecutionStatus.COMPLETED, 2, Optional.of("00")))));
    }

    @Test
    void tellsRequestsFromOtherDeadLetters() {
        // When
        Letter request = facts.letter("letters@1", letter(Topics.CHAT_REQUESTS.name()));
        Letter command = facts.letter("letters@2", letter(Topics.AGENT_COMMANDS.name()));

        // Then
        assertThat(request)
                .isEqualTo(new Letter(
                        "letters@1",
                        Optional.empty(),
                        Topics.CHAT_REQUESTS.name() + "-4@17",
                        true,
                        "UNREADABLE unreadable",
                        "read"));
        assertThat(command.ofRequest()).isFalse();
    }

    private static TokenEvent token(long seq, Object body) {
        return TokenEvent.newBuilder()
                .setExecutionId("e-1")
                .setAttempt(3)
                .setSeq(seq)
                .setOccurredAt(AT)
                .setBody(body)
                .build();
    }

    private static DeadLettered letter(String topic) {
        return DeadLettered.newBuilder()
                .setOrigin(new RecordOrigin(topic, 4, 17L))
                .setTimestamp(AT)
                .setReason(DeadLetterReason.UNREADABLE)
                .setCode("unreadable")
                .setMessage("no magic byte")
                .setStage("read")
                .build();
    }
}
