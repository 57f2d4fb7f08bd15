package dev.writ.benchmark.figures;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis from 0 with round numbers on it.
 *
 * @param step from one number to the next, more than 0
 * @param steps how many, 1 or more
 */
record Axis(double step, int steps) {

    private static final int MOST_STEPS = 6;
    private static final List<Integer> ROUND = List.of(1, 2, 5, 10);

    /** The shortest one with 6 steps at most, each 1, 2 or 5 at some power of ten, that reaches a value. */
    static Axis to(double largest) {
        if (Double.isNaN(largest) || largest <= 0) {
            return new Axis(1, 1);
        }
        double power = Math.pow(10, Math.floor(Math.log10(largest / MOST_STEPS)));
        double step = ROUND.stream()
                .mapToDouble(round -> round * power)
                .filter(each -> largest / each <= MOST_STEPS)
                .findFirst()
                .orElse(10 * power);
        return new Axis(step, (int) Math.ceil(largest / step));
    }

    /** Where it ends. */
    double end() {
        return step * steps;
    }

    /** The numbers on it, from 0 to its end. */
    List<Double> ticks() {
        return IntStream.rangeClosed(0, steps).mapToObj(tick -> tick * step).toList();
    }
}
