package dev.writ.benchmark.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlightTest {

    private static final long BEGUN = -7_000_000;
    private static final long MILLI = 1_000_000;
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Flight flight = new Flight("b1", BEGUN, 2);

    @Test
    void countsTheTimeFromWhenARecordWasToBeSentHoweverLateItWas() {
        // Given: to be sent after 2 ms, and sent after 9 ms
        byte[] key = key(0, BEGUN + 2 * MILLI);

        // When
        flight.came(key, BEGUN + 12 * MILLI);

        // Then
        assertThat(flight.times().millis(100)).isEqualTo(10);
    }

    @Test
    void countsARecordOnce() {
        // When
        flight.came(key(4, BEGUN), BEGUN + MILLI);
        flight.came(key(4, BEGUN), BEGUN + 2 * MILLI);

        // Then
        assertThat(flight.arrived()).isEqualTo(1);
        assertThat(flight.doubled()).isEqualTo(1);
        assertThat(flight.times().count()).isEqualTo(1);
    }

    @Test
    void passesOverWhatIsOfAnotherRun() {
        // When
        flight.came(new Flight("b12", BEGUN, 2).key(0, BEGUN).getBytes(StandardCharsets.US_ASCII), BEGUN + MILLI);

        // Then
        assertThat(flight.arrived()).isZero();
    }

    @Test
    void hasRoomForAsManyAsMayBeOnTheirWay() throws InterruptedException {
        // Given
        assertThat(flight.awaitRoom(MILLI)).isTrue();
        assertThat(flight.awaitRoom(MILLI)).isTrue();
        assertThat(flight.awaitRoom(MILLI)).isFalse();

        // When
        flight.came(key(1, BEGUN), BEGUN + MILLI);

        // Then
        assertThat(flight.awaitRoom(MILLI)).isTrue();
    }

    @Test
    void hasNoRoomOnceTheTimeIsOver() throws InterruptedException {
        assertThat(flight.awaitRoom(0)).isFalse();
        assertThat(flight.awaitRoom(-MILLI)).isFalse();
    }

    @Test
    void saysHowManyDidNotCome() throws IOException {
        // Given
        flight.came(key(0, BEGUN), BEGUN + MILLI);

        // Then
        flight.await(1, AT_ONCE);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> flight.await(3, AT_ONCE))
                .withMessageStartingWith("2 of 3 records did not come");
    }

    @Test
    void saysWhyOneCannotCome() {
        // Given
        IllegalStateException cause = new IllegalStateException("refused");

        // When
        flight.fail(cause);

        // Then
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> flight.await(1, Duration.ofMinutes(1)))
                .withCause(cause);
    }

    private byte[] key(int number, long intended) {
        return flight.key(number, intended).getBytes(StandardCharsets.US_ASCII);
    }
}
