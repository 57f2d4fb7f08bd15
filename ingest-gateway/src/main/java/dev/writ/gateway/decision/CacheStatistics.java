package dev.writ.gateway.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The decision caches' statistics, one cache a partition, as the latest decision of each partition told them in its
 * header {@code writ-cache-stats}: {@code size=..,max_size=..,hits=..,...}.
 */
public final class CacheStatistics {

    private static final String HEADER = "writ-cache-stats";
    private static final String TTL = "ttl_seconds";
    private static final List<String> COUNTS =
            List.of("size", "max_size", "hits", "misses", "evictions", "invalidations", TTL);
    private static final Pattern ENTRY = Pattern.compile("([a-z_]{1,32})=(\\d{1,18})(?:,|$)");

    private final Map<Integer, Map<String, Long>> byPartition = new ConcurrentHashMap<>();

    /** Takes the header of a partition's latest decision, if it has one. */
    void note(int partition, Headers headers) {
        read(headers).ifPresent(counts -> byPartition.put(partition, counts));
    }

    /** The sums over all caches; the time to live is the longest. */
    public ObjectNode toJson() {
        Map<String, Long> total = new LinkedHashMap<>();
        COUNTS.forEach(name -> total.put(name, 0L));
        byPartition
                .values()
                .forEach(counts -> counts.forEach(
                        (name, count) -> total.merge(name, count, name.equals(TTL) ? Math::max : Long::sum)));
        long hits = total.getOrDefault("hits", 0L);
        long lookups = hits + total.getOrDefault("misses", 0L);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        total.forEach((name, count) -> {
            json.put(name, count);
            if (name.equals("misses")) {
                json.put("hit_rate", lookups == 0 ? 0.0 : Math.round(10_000.0 * hits / lookups) / 10_000.0);
            }
        });
        return json;
    }

    private static Optional<Map<String, Long>> read(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        Matcher entries = ENTRY.matcher(new String(header.value(), StandardCharsets.UTF_8));
        while (entries.find()) {
            if (COUNTS.contains(entries.group(1))) {
                counts.put(entries.group(1), Long.valueOf(entries.group(2)));
            }
        }
        return counts.keySet().containsAll(COUNTS) ? Optional.of(counts) : Optional.empty();
    }
}
