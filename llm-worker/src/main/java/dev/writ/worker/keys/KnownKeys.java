package dev.writ.worker.keys;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.types.Password;

/** Takes every key that this worker has out of what others say. */
public final class KnownKeys implements UnaryOperator<String> {

    private static final String MARK = "[key]";

    private final List<Password> keys;

    /** @param keys empty ones are left out */
    public KnownKeys(Collection<Password> keys) {
        this.keys = keys.stream()
                .filter(key -> !key.value().isEmpty())
                .sorted(Comparator.comparingInt(key -> -key.value().length()))
                .distinct()
                .toList();
    }

    @Override
    public String apply(String text) {
        String clean = text;
        for (Password key : keys) {
            clean = clean.replace(key.value(), MARK);
        }
        return clean;
    }
}
