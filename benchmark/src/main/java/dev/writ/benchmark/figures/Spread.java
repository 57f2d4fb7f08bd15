package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What a figure was in several rounds.
 *
 * @param least in any of them
 * @param median of them; of an even number the mean of the two in the middle
 * @param most in any of them
 */
public record Spread(double least, double median, double most) {

    /** The least value from which a number needs no digit behind the point. */
    private static final double LARGE = 100;

    /**
     * Of the values of all rounds.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there was no round");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** A number by it, such as a rate by the seconds that it took. */
    public Spread under(double number) {
        return new Spread(number / most, number / median, number / least);
    }

    /** All three. */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", median)
                .put("least", least)
                .put("most", most);
    }

    /** The median, and the others behind it in brackets. */
    @Override
    public String toString() {
        return number(median) + " (" + number(least) + " to " + number(most) + ")";
    }

    /** A number with as many digits as say something: two behind the point, or none from 100 on; a hyphen for none. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) >= LARGE ? "%.0f" : "%.2f", value);
    }
}
