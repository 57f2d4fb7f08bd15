package dev.writ.history.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.history.fold.Timeline.Held;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void hasTheValueOfTheTime() {
        // Given
        Timeline<String> timeline = new Timeline<>("none");
        timeline.set(10, "first");
        timeline.set(20, "second");

        // Then
        assertThat(timeline.at(9)).isEqualTo(new Held<>("none", Timeline.ALWAYS, 10));
        assertThat(timeline.at(10)).isEqualTo(new Held<>("first", 10, 20));
        assertThat(timeline.at(99)).isEqualTo(new Held<>("second", 20, Timeline.STILL));
        assertThat(timeline.since(15)).extracting(Held::value).containsExactly("first", "second");
    }

    @Test
    void findsTheNearestWantedValueOnEitherSide() {
        // Given
        Timeline<Integer> timeline = new Timeline<>(0);
        timeline.set(10, 1);
        timeline.set(20, 2);
        timeline.set(30, 1);

        // Then
        assertThat(timeline.nearest(28, value -> value == 1)).map(Held::from).hasValue(30L);
        assertThat(timeline.nearest(21, value -> value == 1)).map(Held::from).hasValue(10L);
        assertThat(timeline.nearest(21, value -> value == 2)).map(Held::from).hasValue(20L);
        assertThat(timeline.nearest(21, value -> value == 3)).isEmpty();
    }

    @Test
    void keepsTheOrderWhereAClockLagsBehind() {
        // Given
        Timeline<String> timeline = new Timeline<>("none");
        timeline.set(20, "first");
        timeline.set(15, "second");

        // Then
        assertThat(timeline.at(20)).isEqualTo(new Held<>("second", 20, Timeline.STILL));
        assertThat(timeline.at(19).value()).isEqualTo("none");
    }

    /** As one would look for it who has all day. */
    @Property
    void nothingWantedIsNearerThanWhatItFinds(
            @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> values,
            @ForAll @IntRange(max = 130) int time,
            @ForAll @IntRange(max = 3) int wanted) {
        Timeline<Integer> timeline = new Timeline<>(-1);
        IntStream.range(0, values.size()).forEach(index -> timeline.set(10L * (index + 1), values.get(index)));

        Optional<Held<Integer>> found = timeline.nearest(time, value -> value == wanted);

        Optional<Long> least = timeline.since(Timeline.ALWAYS).stream()
                .filter(held -> held.value() == wanted)
                .map(held -> distance(held, time))
                .min(Long::compare);
        assertThat(found.map(held -> distance(held, time))).isEqualTo(least);
    }

    private static long distance(Held<?> held, long time) {
        return time < held.from() ? held.from() - time : time >= held.to() ? time - held.to() : 0;
    }
}
