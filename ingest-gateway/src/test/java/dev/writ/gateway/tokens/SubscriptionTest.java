package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SubscriptionTest {

    private static final int MORE_THAN_IT_HOLDS = 5_000;

    private final Subscription subscription = new Subscription();

    @Test
    @Timeout(10)
    void endsAtOnceBehindWhatAReaderThatIsCutStillGets() throws InterruptedException {
        // Given
        for (int offset = 0; offset < MORE_THAN_IT_HOLDS; offset++) {
            subscription.offer(token(offset));
        }
        assertThat(subscription.isCut()).as("before it has read what is there").isFalse();

        // When
        long next = 0;
        while (subscription.poll(Duration.ofMinutes(1)) instanceof Signal.Token token) {
            assertThat(token.offset()).isEqualTo(next++);
        }

        // Then
        assertThat(next).isBetween(1L, MORE_THAN_IT_HOLDS - 1L);
        assertThat(subscription.isCut()).isTrue();
        subscription.offer(token(MORE_THAN_IT_HOLDS));
        assertThat(subscription.poll(Duration.ofMinutes(1)))
                .as("nothing behind a gap")
                .isNull();
    }

    private static Signal.Token token(long offset) {
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId("e1")
                .setAttempt(1)
                .setSeq(offset)
                .setOccurredAt(Instant.EPOCH)
                .setBody(TokenDelta.newBuilder().setText("x").build())
                .build();
        return new Signal.Token(event, offset);
    }
}
