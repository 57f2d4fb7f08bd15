package dev.writ.telemetry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** One meter for each constant of an enum, made at once, so that each is exported from the start, with 0. */
public final class PerConstant<E extends Enum<E>, M> {

    private final Map<E, M> meters;

    /** @param meter makes that of a constant, with {@link #word} of it as a label */
    public PerConstant(Class<E> type, Function<E, M> meter) {
        this.meters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            meters.put(constant, meter.apply(constant));
        }
    }

    /** The meter of a constant. */
    public M of(E constant) {
        return Objects.requireNonNull(meters.get(constant), "each constant has one");
    }

    /** A constant as a label. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
