package dev.writ.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.push.PushCursor.OpenStream;
import dev.writ.schemas.event.TokenEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowedStreamsTest {

    private final PushSubscription subscription = new PushSubscription(Pushed.ADA);
    private final FollowedStreams streams = new FollowedStreams(new PushHub(), subscription, _ -> Optional.empty());

    @Test
    void goesOnFromTheAttemptThatCountsThoughAnEarlierOneBeginsLate() {
        // Given
        begin(Pushed.started("e1", 2), 10);
        begin(Pushed.delta("e1", 2, "whole"), 11);

        // When: a worker that stood still begins the attempt that was taken from it.
        int told = begin(Pushed.started("e1", 1), 12);

        // Then
        assertThat(told).isZero();
        assertThat(streams.open()).containsExactly(Pushed.open("e1", 10));
    }

    @Test
    void goesOnFromANewAttempt() {
        // Given
        begin(Pushed.started("e1", 1), 10);

        // When: the reset and the start.
        int told = begin(Pushed.started("e1", 2), 12);

        // Then
        assertThat(told).isEqualTo(2);
        assertThat(streams.open()).containsExactly(Pushed.open("e1", 12));
    }

    @Test
    void followsSoManyStreamsThatACursorCanNameThem() {
        // When
        for (int stream = 0; stream < 1_000; stream++) {
            begin(Pushed.started(new UUID(0, stream).toString(), 1), stream);
        }

        // Then
        List<OpenStream> open = streams.open();
        PushCursor cursor = new PushCursor(1_000, Map.of(Pushed.TOKENS, 1_000L), open);
        assertThat(PushCursor.parse(cursor.toString())).contains(cursor);
        assertThat(open).hasSize(FollowedStreams.MOST);
        assertThat(open.getLast()).isEqualTo(Pushed.open(new UUID(0, 999).toString(), 999));
    }

    @Test
    void takesNoClaimForGrantedThatNoStartConfirms() {
        // Given
        streams.claim(Pushed.open("e1", 7));
        streams.claim(Pushed.open("e2", 8));

        // When
        boolean mine = streams.begin("e1", Pushed.TOKENS, 7, true);
        boolean elsewhere = streams.begin("e2", Pushed.TOKENS, 9, true);
        streams.dropClaims();

        // Then
        assertThat(mine).isFalse();
        assertThat(elsewhere).isFalse();
        assertThat(streams.open()).containsExactly(Pushed.open("e1", 7));
    }

    /** How many messages are told of an event. */
    private int begin(TokenEvent event, long offset) {
        streams.begin(event.getExecutionId(), Pushed.TOKENS, offset, false);
        return streams.narrate(event, Pushed.TOKENS, offset).size();
    }
}
