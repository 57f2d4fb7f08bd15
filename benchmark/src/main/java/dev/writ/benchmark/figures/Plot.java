package dev.writ.benchmark.figures;

import dev.writ.benchmark.figures.SvgDrawing.Anchor;
import dev.writ.benchmark.figures.SvgDrawing.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Medians with their spreads, by series and by place on the x axis, as bars or as lines. Both axes begin at 0. */
public final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 70;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int TITLE_Y = 24;
    private static final int LEGEND_Y = 46;
    private static final int LEGEND_BOX = 10;
    private static final int LEGEND_STEP = 170;
    private static final int CAP = 4;
    /** What is left free between two groups of bars, as a share of a place. */
    private static final double BETWEEN = 0.25;

    private static final List<String> COLOURS =
            List.of("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#7f7f7f");

    private final String title;
    private final String unit;
    private final Set<String> places = new LinkedHashSet<>();
    private final Map<String, Map<String, Spread>> series = new LinkedHashMap<>();

    /**
     * An empty plot.
     *
     * @param unit what the y axis counts
     */
    public Plot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds one; series and places are drawn in the order of their first. */
    public void add(String name, String place, Spread spread) {
        places.add(place);
        series.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(place, spread);
    }

    /** As SVG, a bar each, those of one place beside each other. */
    public String bars() {
        Axis axis = axis();
        SvgDrawing drawing = frame(axis);
        double width = placeWidth() * (1 - BETWEEN) / Math.max(1, series.size());
        int number = 0;
        for (Map<String, Spread> values : series.values()) {
            int place = 0;
            for (String name : places) {
                Spread spread = values.get(name);
                if (spread != null) {
                    double left = LEFT + placeWidth() * (place + BETWEEN / 2) + width * number;
                    drawing.fill(
                            new Point(left, y(axis, spread.median())),
                            new Point(left + width - 1, BOTTOM),
                            colour(number));
                    whisker(drawing, axis, left + width / 2, spread);
                }
                place++;
            }
            number++;
        }
        return drawing.toString();
    }

    /** As SVG, a line each series. */
    public String lines() {
        Axis axis = axis();
        SvgDrawing drawing = frame(axis);
        int number = 0;
        for (Map<String, Spread> values : series.values()) {
            List<Point> points = new ArrayList<>();
            int place = 0;
            for (String name : places) {
                Spread spread = values.get(name);
                if (spread != null) {
                    Point point = new Point(middle(place), y(axis, spread.median()));
                    whisker(drawing, axis, point.x(), spread);
                    drawing.dot(point, colour(number));
                    points.add(point);
                }
                place++;
            }
            drawing.path(points, colour(number));
            number++;
        }
        return drawing.toString();
    }

    private Axis axis() {
        return Axis.to(series.values().stream()
                .flatMap(values -> values.values().stream())
                .mapToDouble(Spread::most)
                .max()
                .orElse(0));
    }

    /** Title, legend, and axes with what is on them. */
    private SvgDrawing frame(Axis axis) {
        SvgDrawing drawing = new SvgDrawing(WIDTH, HEIGHT);
        drawing.write(new Point(LEFT, TITLE_Y), Anchor.START, title + ", " + unit);
        int number = 0;
        for (String name : series.keySet()) {
            double left = LEFT + (double) LEGEND_STEP * number;
            drawing.fill(
                    new Point(left, LEGEND_Y - LEGEND_BOX), new Point(left + LEGEND_BOX, LEGEND_Y), colour(number));
            drawing.write(new Point(left + LEGEND_BOX + CAP, LEGEND_Y), Anchor.START, name);
            number++;
        }
        for (double tick : axis.ticks()) {
            double y = y(axis, tick);
            drawing.faintLine(new Point(LEFT, y), new Point(RIGHT, y));
            drawing.write(new Point(LEFT - 2.0 * CAP, y + CAP), Anchor.END, Spread.number(tick));
        }
        int place = 0;
        for (String name : places) {
            drawing.write(new Point(middle(place), BOTTOM + 5.0 * CAP), Anchor.MIDDLE, name);
            place++;
        }
        drawing.line(new Point(LEFT, BOTTOM), new Point(RIGHT, BOTTOM));
        return drawing;
    }

    /** From the least to the most. */
    private static void whisker(SvgDrawing drawing, Axis axis, double x, Spread spread) {
        double least = y(axis, spread.least());
        double most = y(axis, spread.most());
        drawing.line(new Point(x, least), new Point(x, most));
        drawing.line(new Point(x - CAP, least), new Point(x + CAP, least));
        drawing.line(new Point(x - CAP, most), new Point(x + CAP, most));
    }

    private double placeWidth() {
        return (double) (RIGHT - LEFT) / Math.max(1, places.size());
    }

    private double middle(int place) {
        return LEFT + placeWidth() * (place + 0.5);
    }

    private static double y(Axis axis, double value) {
        return BOTTOM - (BOTTOM - TOP) * value / axis.end();
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }
}
