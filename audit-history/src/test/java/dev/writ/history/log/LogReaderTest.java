package dev.writ.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a client made by hand, for what a cluster does not do on demand. */
class LogReaderTest {

    private static final String TOPIC = "history";
    private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);
    private static final int MEBIBYTE = 1024 * 1024;

    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
    private final AtomicLong nanos = new AtomicLong();
    private final List<Progress> told = new ArrayList<>();

    @BeforeEach
    void makeTopic() {
        kafka.updatePartitions(
                TOPIC,
                IntStream.range(0, 2)
                        .mapToObj(number -> new PartitionInfo(TOPIC, number, Node.noNode(), new Node[0], new Node[0]))
                        .toList());
        log(P0, 0, 0);
        log(P1, 0, 0);
    }

    @Test
    void endsWhereThePositionIsAtTheEndWhateverIsThere() {
        // Given
        log(P0, 0, 5);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            kafka.addRecord(LogRecords.of(P0, 1, 10));

            // When: the last three offsets are markers of transactions.
            kafka.schedulePollTask(() -> {});
            kafka.schedulePollTask(() -> kafka.seek(P0, 5));

            // Then
            assertThat(places(reader)).containsExactly("history-0@1");
        }
    }

    @Test
    void leavesOutWhatComesBehindTheEndOfTheRange() {
        // Given
        log(P0, 0, 9);
        LogRange range =
                new LogRange(List.of(TOPIC), new Bound.Offsets(Map.of(P0, 2L)), new Bound.Offsets(Map.of(P0, 4L)));
        try (LogReader reader = read(range)) {
            // When
            IntStream.range(2, 9).forEach(offset -> kafka.addRecord(LogRecords.of(P0, offset, offset)));

            // Then
            assertThat(places(reader)).containsExactly("history-0@2", "history-0@3");
        }
    }

    @Test
    void saysWhereAnotherReadingGoesOn() {
        // Given
        log(P0, 2, 5);
        log(P1, 7, 7);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            Bound atTheBeginning = reader.behind();
            kafka.addRecord(LogRecords.of(P0, 3, 10));

            // When
            reader.next();
            Bound behindTheFirst = reader.behind();
            kafka.schedulePollTask(() -> kafka.seek(P0, 5));
            boolean more = reader.hasNext();

            // Then
            assertThat(more).isFalse();
            assertThat(atTheBeginning).isEqualTo(new Bound.Offsets(Map.of(P0, 2L, P1, 7L)));
            assertThat(behindTheFirst).isEqualTo(new Bound.Offsets(Map.of(P0, 4L, P1, 7L)));
            assertThat(reader.behind()).isEqualTo(new Bound.Offsets(Map.of(P0, 5L, P1, 7L)));
        }
    }

    @Test
    void restsAPartitionWhoseBufferIsFull() {
        // Given
        log(P0, 0, 3);
        log(P1, 0, 1);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            kafka.addRecord(LogRecords.of(P0, 0, 20, MEBIBYTE));
            List<TopicPartition> rested = new ArrayList<>();

            // When
            kafka.schedulePollTask(() -> {});
            kafka.schedulePollTask(() -> {
                rested.addAll(kafka.paused());
                kafka.addRecord(LogRecords.of(P1, 0, 10));
            });
            String first = LogRecords.placeOf(reader.next());
            String second = LogRecords.placeOf(reader.next());
            kafka.addRecord(LogRecords.of(P0, 1, 21));
            kafka.addRecord(LogRecords.of(P0, 2, 22));

            // Then
            assertThat(List.of(first, second)).containsExactly("history-1@0", "history-0@0");
            assertThat(rested).containsExactly(P0);
            assertThat(places(reader)).as("it is read on").containsExactly("history-0@1", "history-0@2");
        }
    }

    @Test
    void saysWhatTheLogNoLongerHas() {
        // Given
        log(P0, 5, 9);
        log(P1, 3, 3);
        Bound offsets = new Bound.Offsets(Map.of(P0, 2L, P1, 3L));

        // When
        try (LogReader all = read(LogRange.all(List.of(TOPIC)));
                LogReader some = read(new LogRange(List.of(TOPIC), offsets, Bound.OPEN));
                LogReader gone = read(new LogRange(List.of(TOPIC), offsets, new Bound.Offsets(Map.of(P0, 4L))))) {
            // Then
            assertThat(all.missing()).containsExactly(new Missing(P0, 0, 5, true), new Missing(P1, 0, 3, true));
            assertThat(some.missing()).containsExactly(new Missing(P0, 2, 5, true));
            assertThat(some.missing().getFirst()).hasToString("history-0 no longer has offsets 2 to 4");
            assertThat(gone.missing()).containsExactly(new Missing(P0, 2, 4, true));
        }
    }

    @Test
    void refusesWhatIsNotThere() {
        // When, Then
        assertThatThrownBy(() -> read(LogRange.all(List.of("nothing"))))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("there is no topic nothing");
        Bound beside = new Bound.Offsets(Map.of(new TopicPartition(TOPIC, 2), 0L));
        assertThatThrownBy(() -> read(new LogRange(List.of(TOPIC), beside, Bound.OPEN)))
                .isInstanceOf(BadRangeException.class)
                .hasMessage("there is no partition history-2 to read");
        Bound.Time now = new Bound.Time(Instant.EPOCH);
        assertThatThrownBy(() -> new LogRange(List.of(TOPIC), now, now)).isInstanceOf(BadRangeException.class);
    }

    @Test
    void givesUpWhenNothingComesForAMinute() {
        // Given
        log(P0, 0, 3);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            kafka.addRecord(LogRecords.of(P0, 0, 10));
            kafka.schedulePollTask(() -> pass(Duration.ofSeconds(59)));
            kafka.schedulePollTask(() -> pass(Duration.ofSeconds(59)));
            kafka.schedulePollTask(() -> pass(Duration.ofSeconds(2)));

            // When
            reader.next();

            // Then
            assertThatThrownBy(reader::next)
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("nothing came of [history-0] for 60 s");
        }
    }

    @Test
    void saysWhenTheLogLosesRecordsMeanwhile() {
        // Given
        log(P0, 0, 3);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            // When
            kafka.setPollException(new OffsetOutOfRangeException(Map.of(P0, 1L)));

            // Then
            assertThatThrownBy(reader::hasNext)
                    .isInstanceOf(RecordsGoneException.class)
                    .hasMessage("the log lost records while they were read: {history-0=1} are gone");
        }
    }

    @Test
    void tellsHowFarItHasComeEachSecondAndAtTheEnd() {
        // Given
        log(P0, 10, 20);
        try (LogReader reader = read(LogRange.all(List.of(TOPIC)))) {
            kafka.addRecord(LogRecords.of(P0, 10, 10));
            kafka.schedulePollTask(() -> pass(Duration.ofMillis(400)));
            kafka.schedulePollTask(() -> {
                pass(Duration.ofMillis(600));
                kafka.addRecord(LogRecords.of(P0, 14, 11));
            });
            kafka.schedulePollTask(() -> kafka.seek(P0, 20));

            // When
            places(reader);

            // Then
            assertThat(told)
                    .containsExactly(
                            new Progress(1, 0.4, Duration.ofSeconds(1)), new Progress(2, 1, Duration.ofSeconds(1)));
            assertThat(told.getFirst().rest()).contains(Duration.ofMillis(1_500));
            assertThat(told.getLast().rate()).isEqualTo(2);
        }
    }

    private LogReader read(LogRange range) {
        return new LogReader(kafka, range, told::add, nanos::get);
    }

    private void log(TopicPartition partition, long beginning, long end) {
        kafka.updateBeginningOffsets(Map.of(partition, beginning));
        kafka.updateEndOffsets(Map.of(partition, end));
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private static List<String> places(LogReader reader) {
        List<String> places = new ArrayList<>();
        reader.forEachRemaining(record -> places.add(LogRecords.placeOf(record)));
        return Collections.unmodifiableList(places);
    }
}
