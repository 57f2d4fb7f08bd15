package dev.writ.benchmark.figures;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing as SVG 1.1 text, by itself: no styles or scripts from elsewhere. Lengths are pixels, from the upper left. */
final class SvgDrawing {

    /** A point. */
    record Point(double x, double y) {}

    /** Which end of a text is at its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static final String INK = "#333333";
    private static final String FAINT = "#dddddd";

    private final StringBuilder text = new StringBuilder();

    SvgDrawing(int width, int height) {
        text.append("""
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"\
             font-family="sans-serif" font-size="12" fill="%s">
            <rect width="%d" height="%d" fill="#ffffff"/>
            """.formatted(width, height, width, height, INK, width, height));
    }

    void write(Point at, Anchor anchor, String words) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                at.x,
                at.y,
                lower(anchor),
                escaped(words)));
    }

    void line(Point from, Point to) {
        line(from, to, INK);
    }

    void faintLine(Point from, Point to) {
        line(from, to, FAINT);
    }

    /** A rectangle between two opposite corners. */
    void fill(Point upperLeft, Point lowerRight, String colour) {
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                upperLeft.x,
                upperLeft.y,
                lowerRight.x - upperLeft.x,
                lowerRight.y - upperLeft.y,
                colour));
    }

    void dot(Point at, String colour) {
        add(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", at.x, at.y, colour));
    }

    /** A line through points. */
    void path(List<Point> points, String colour) {
        String through = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point.x, point.y))
                .collect(Collectors.joining(" "));
        add("<polyline points=\"" + through + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>");
    }

    private void line(Point from, Point to, String colour) {
        add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                from.x,
                from.y,
                to.x,
                to.y,
                colour));
    }

    private void add(String element) {
        text.append(element).append('\n');
    }

    private static String lower(Anchor anchor) {
        return anchor.name().toLowerCase(Locale.ROOT);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
