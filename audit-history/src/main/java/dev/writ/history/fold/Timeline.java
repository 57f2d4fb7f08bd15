package dev.writ.history.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The values that one thing had, in the order in which it got them. Times are milliseconds since the epoch; a value whose
 * clock lags behind that of the value before holds from where that one began.
 */
public final class Timeline<V> {

    /** Before everything. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** Behind everything: what holds until then holds still. */
    public static final long STILL = Long.MAX_VALUE;

    private final List<V> values = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();

    /**
     * A value, and while it held.
     *
     * @param from the first millisecond; {@link #ALWAYS} of the first value
     * @param to the first millisecond in which it held no more; {@link #STILL} of the last value
     */
    public record Held<V>(V value, long from, long to) {}

    /** Of a thing that has the value until another is set. */
    public Timeline(V first) {
        values.add(first);
        starts.add(ALWAYS);
    }

    /** The thing gets a value. */
    public void set(long time, V value) {
        values.add(value);
        starts.add(Math.max(time, starts.getLast()));
    }

    /** Whether it ever got another value than the first. */
    public boolean moved() {
        return values.size() > 1;
    }

    /** The value at a time. */
    public Held<V> at(long time) {
        return held(indexAt(time));
    }

    /** The values that held at a time and later, in order. */
    public List<Held<V>> since(long time) {
        List<Held<V>> held = new ArrayList<>();
        for (int index = indexAt(time); index < values.size(); index++) {
            held.add(held(index));
        }
        return held;
    }

    /** The wanted value that held at the time, or nearest to it; empty if none ever did. */
    public Optional<Held<V>> nearest(long time, Predicate<? super V> wanted) {
        int now = indexAt(time);
        int before = now;
        while (before >= 0 && !wanted.test(values.get(before))) {
            before--;
        }
        int after = now;
        while (after < values.size() && !wanted.test(values.get(after))) {
            after++;
        }
        if (before < 0) {
            return after == values.size() ? Optional.empty() : Optional.of(held(after));
        }
        boolean beforeIsNearer = after == values.size() || time - held(before).to() <= starts.get(after) - time;
        return Optional.of(held(before == now || beforeIsNearer ? before : after));
    }

    private Held<V> held(int index) {
        return new Held<>(
                values.get(index), starts.get(index), index + 1 < values.size() ? starts.get(index + 1) : STILL);
    }

    /** The last value that began at the time or before. */
    private int indexAt(long time) {
        int low = 0;
        int high = values.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
