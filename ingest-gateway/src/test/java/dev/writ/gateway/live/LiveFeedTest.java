package dev.writ.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.AllowedChat;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.EventSource.Silence;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept for who comes, and who is still told, without a gateway. */
class LiveFeedTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String DECISION = "feed:decision";
    private static final String GAP = "feed:gap";
    private static final String LIVE = "feed:live";

    private final LiveFeed feed = new LiveFeed(Clock.systemUTC());

    @Test
    void keepsOnlyTheLatestDecisions() throws InterruptedException {
        // Given
        decide(LiveFeed.KEPT + 1);

        // When
        List<Event> told = told(feed.join(Optional.empty()));

        // Then
        assertThat(told).hasSize(LiveFeed.KEPT + 1);
        assertThat(told.getFirst().id()).endsWith(".2");
        assertThat(told.getLast().name()).isEqualTo(LIVE);
    }

    @Test
    void tellsWhoComesBackTooLateThatSomethingIsMissing() throws InterruptedException {
        // Given
        decide(1);
        String first = Objects.requireNonNull(
                told(feed.join(Optional.empty())).getFirst().id());
        decide(LiveFeed.KEPT);

        // When
        List<Event> inTime = told(feed.join(Optional.of(first)));
        decide(1);
        List<Event> late = told(feed.join(Optional.of(first)));

        // Then
        assertThat(inTime).extracting(Event::name).startsWith(DECISION).doesNotContain(GAP);
        assertThat(late).extracting(Event::name).startsWith(GAP, DECISION);
    }

    @Test
    void tellsWhoHasGoneNoMore() throws InterruptedException {
        // Given
        LiveWatcher gone = feed.join(Optional.empty());
        LiveWatcher stays = feed.join(Optional.empty());
        told(gone);
        told(stays);

        // When
        gone.close();
        decide(1);

        // Then
        assertThat(gone.next(SHORT)).isEqualTo(new Silence());
        assertThat(stays.next(SHORT)).isInstanceOf(Event.class);
    }

    private void decide(int count) {
        IntStream.range(0, count).forEach(_ -> feed.decided(AllowedChat.decision()));
    }

    private static List<Event> told(LiveWatcher watcher) throws InterruptedException {
        List<Event> told = new ArrayList<>();
        while (watcher.next(SHORT) instanceof Event event) {
            told.add(event);
        }
        return told;
    }
}
