package dev.writ.torture.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Facts by what they are about, each group in its order. */
final class Groups {

    private Groups() {}

    static <K, V> Map<K, List<V>> by(Function<V, K> key, Collection<V> facts) {
        return facts.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    static <K, V> Set<K> keys(Function<V, K> key, Collection<V> facts) {
        return facts.stream().map(key).collect(Collectors.toSet());
    }
}
