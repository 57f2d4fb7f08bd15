package dev.writ.worker.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.StreamOutcome;
import dev.writ.worker.provider.StreamOutcome.Completed;
import dev.writ.worker.provider.StreamOutcome.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedProviderTest {

    private Duration time = Duration.ZERO;
    private final SimulatedProvider provider =
            new SimulatedProvider("simulated", 50, pause -> time = time.plus(pause), () -> time.toNanos());

    @Test
    void answersTheSameMessagesWithTheSameText() throws InterruptedException {
        // Given
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        CompletionRequested request = TestCompletions.completion("simulated");

        // When
        StreamOutcome outcome = provider.complete(ModelCall.first(request, "simulated"), first::add);
        StreamOutcome _ = provider.complete(ModelCall.first(request, "simulated"), second::add);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(String.join("", first)).contains("What is an event?");
        assertThat(outcome).isEqualTo(new Completed("stop", new Usage(7, first.size(), UsageSource.PROVIDER)));
    }

    @ParameterizedTest
    @CsvSource({"simulated, 20", "simulated-slow, 200"})
    void keepsItsRateWhateverTimeItsReaderTakes(String model, long millis) throws InterruptedException {
        // Given
        List<Long> came = new ArrayList<>();
        Duration readers = Duration.ofMillis(millis / 4);

        // When
        StreamOutcome _ = provider.complete(ModelCall.first(TestCompletions.completion(model), model), text -> {
            came.add(time.toMillis());
            time = time.plus(readers);
        });

        // Then
        assertThat(came)
                .isNotEmpty()
                .containsExactlyElementsOf(LongStream.rangeClosed(1, came.size())
                        .mapToObj(token -> token * millis)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "simulated-fail-before-first, UPSTREAM_ERROR, false",
        "simulated-fail-midway, UPSTREAM_ERROR, true",
        "simulated-truncate, UPSTREAM_TRUNCATED, true"
    })
    void failsAsItsModelIdAsks(String model, ErrorCode code, boolean withText) throws InterruptedException {
        // Given
        List<String> text = new ArrayList<>();

        // When
        StreamOutcome outcome = provider.complete(ModelCall.first(TestCompletions.completion(model), model), text::add);

        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
        assertThat(!text.isEmpty()).isEqualTo(withText);
    }

    @Test
    void stopsAtTheLengthThatIsAllowed() throws InterruptedException {
        // Given
        List<String> text = new ArrayList<>();
        CompletionRequested request =
                TestCompletions.completion().setMaxTokens(3).build();

        // When
        StreamOutcome outcome = provider.complete(ModelCall.first(request, "simulated"), text::add);
        StreamOutcome onDemand = provider.complete(
                ModelCall.first(TestCompletions.completion("simulated-length"), "simulated-length"), unread -> {});

        // Then
        assertThat(text).hasSize(3);
        assertThat(((Completed) outcome).finishReason()).isEqualTo("length");
        assertThat(((Completed) onDemand).finishReason()).isEqualTo("length");
    }
}
