package dev.writ.history.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The offsets of a range, as the log is now.
 *
 * <p>An end by time looks a day further: a record's time is that of what caused it, and a partition may hold it behind later
 * ones, as after an outage. What is outside of the times is left out by the reader.
 *
 * @param spans of each partition that is read, in the order of topics and partitions
 * @param missing what the range has and the log no longer
 */
record ReadPlan(Map<TopicPartition, Span> spans, List<Missing> missing) {

    /** How late records are still found by an end of time. */
    static final Duration LATENESS = Duration.ofDays(1);

    /**
     * Asks the cluster.
     *
     * @throws BadRangeException if offsets are of a partition that a topic does not have
     * @throws KafkaException if the cluster refuses, is away, or lacks a topic
     */
    static ReadPlan of(LogRange range, Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = partitions(range, consumer);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Function<TopicPartition, Long> from = offsets(range.from(), beginnings, ends, Duration.ZERO, consumer);
        Function<TopicPartition, Long> to = offsets(range.to(), ends, ends, LATENESS, consumer);
        Map<TopicPartition, Span> spans = new LinkedHashMap<>();
        List<Missing> missing = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, beginning);
            long last = Math.min(end, to.apply(partition));
            long first = from.apply(partition);
            missing(range.from(), partition, first, Math.min(beginning, last)).ifPresent(missing::add);
            long start = Math.min(end, Math.max(beginning, first));
            spans.put(partition, new Span(start, Math.max(start, last)));
        }
        return new ReadPlan(spans, missing);
    }

    /** Offsets in all. */
    long length() {
        return spans.values().stream().mapToLong(Span::length).sum();
    }

    private static List<TopicPartition> partitions(LogRange range, Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = range.topics().stream()
                .flatMap(topic -> found(topic, consumer).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted(PartitionMerge.BY_PLACE))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Bound bound : List.of(range.from(), range.to())) {
            if (bound instanceof Bound.Offsets(Map<TopicPartition, Long> named)) {
                named.keySet().stream()
                        .filter(partition -> !partitions.contains(partition))
                        .findAny()
                        .ifPresent(partition -> {
                            throw new BadRangeException("there is no partition " + partition + " to read");
                        });
                partitions.retainAll(named.keySet());
            }
        }
        return partitions;
    }

    private static List<PartitionInfo> found(String topic, Consumer<?, ?> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return found;
    }

    private static Function<TopicPartition, Long> offsets(
            Bound bound,
            Map<TopicPartition, Long> open,
            Map<TopicPartition, Long> ends,
            Duration later,
            Consumer<?, ?> consumer) {
        return switch (bound) {
            case Bound.Open() -> partition -> open.getOrDefault(partition, 0L);
            case Bound.Offsets(Map<TopicPartition, Long> named) -> partition -> named.getOrDefault(partition, 0L);
            case Bound.Time(Instant at) -> {
                long time = Math.max(0, at.plus(later).toEpochMilli());
                Map<TopicPartition, Long> times = new HashMap<>();
                ends.keySet().forEach(partition -> times.put(partition, time));
                Map<TopicPartition, Long> offsets = new HashMap<>(ends);
                consumer.offsetsForTimes(times).forEach((partition, found) -> {
                    if (found != null) {
                        offsets.put(partition, found.offset());
                    }
                });
                yield partition -> offsets.getOrDefault(partition, 0L);
            }
        };
    }

    /** @param until the first offset that is there, or that is not asked for */
    private static Optional<Missing> missing(Bound from, TopicPartition partition, long first, long until) {
        return switch (from) {
            case Bound.Open() -> gone(partition, 0, until, true);
            case Bound.Offsets _ -> gone(partition, first, until, true);
            // An earlier record that is still there says that none of those before it were asked for.
            case Bound.Time _ -> first > until ? Optional.empty() : gone(partition, 0, until, false);
        };
    }

    private static Optional<Missing> gone(TopicPartition partition, long from, long until, boolean certain) {
        return from < until ? Optional.of(new Missing(partition, from, until, certain)) : Optional.empty();
    }
}
