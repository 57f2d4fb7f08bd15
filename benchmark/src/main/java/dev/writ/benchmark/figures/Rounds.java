package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Figures of several ways to do a thing, taken in turn in each of several rounds. */
public final class Rounds {

    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    /** All ways in the order of a round: each begins in turn, so that none always follows the same one. */
    public static <T> List<T> inTurn(List<T> ways, int round) {
        List<T> turned = new ArrayList<>(ways);
        Collections.rotate(turned, -round);
        return turned;
    }

    /** Adds what a figure of a way was in the round that runs. */
    public void add(String way, String figure, double value) {
        values.computeIfAbsent(way, _ -> new LinkedHashMap<>())
                .computeIfAbsent(figure, _ -> new ArrayList<>())
                .add(value);
    }

    /**
     * What a figure of a way was.
     *
     * @throws IllegalArgumentException if it was not taken
     */
    public Spread of(String way, String figure) {
        return Spread.of(taken(way, figure));
    }

    /**
     * A figure of a way by that of its reference, round for round.
     *
     * @throws IllegalArgumentException if one was not taken, or not as often as the other
     */
    public Spread ratio(String way, String reference, String figure) {
        return compared(way, reference, figure, (own, other) -> own / other);
    }

    /**
     * A figure of a way less that of its reference, round for round.
     *
     * @throws IllegalArgumentException if one was not taken, or not as often as the other
     */
    public Spread difference(String way, String reference, String figure) {
        return compared(way, reference, figure, (own, other) -> own - other);
    }

    private Spread compared(String way, String reference, String figure, DoubleBinaryOperator comparison) {
        List<Double> own = taken(way, figure);
        List<Double> others = taken(reference, figure);
        if (own.size() != others.size()) {
            throw new IllegalArgumentException(figure + " was taken in " + own.size() + " rounds of " + way + " and in "
                    + others.size() + " of " + reference);
        }
        return Spread.of(IntStream.range(0, own.size())
                .mapToObj(round -> comparison.applyAsDouble(own.get(round), others.get(round)))
                .toList());
    }

    private List<Double> taken(String way, String figure) {
        return values.getOrDefault(way, Map.of()).getOrDefault(figure, List.of());
    }

    /** By way and figure: median, least, most, and what it was in each round. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach((way, figures) -> figures.forEach((figure, taken) -> {
            ObjectNode node = Spread.of(taken).json();
            ArrayNode rounds = node.putArray("rounds");
            taken.forEach(rounds::add);
            json.withObjectProperty(way).set(figure, node);
        }));
        return json;
    }
}
