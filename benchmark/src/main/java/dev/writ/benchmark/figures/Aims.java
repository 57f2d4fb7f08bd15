package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a measurement was to reach beside what it found, as a table and as the figures' {@code aims}. */
public final class Aims {

    private final ObjectNode json;
    private final MarkdownTable table = new MarkdownTable("aim", "wanted", "found", "reached");

    /**
     * None yet.
     *
     * @param json the figures
     */
    public Aims(ObjectNode json) {
        this.json = json;
    }

    /**
     * A figure that is to be small.
     *
     * @param what names it
     * @param found not a number: nothing was found, and the aim is missed
     */
    public Aims atMost(String what, double bound, double found) {
        return add(what, "at_most", bound, found, found <= bound);
    }

    /** A figure that is to be large; otherwise as above. */
    public Aims atLeast(String what, double bound, double found) {
        return add(what, "at_least", bound, found, found >= bound);
    }

    private Aims add(String what, String side, double bound, double found, boolean reached) {
        json.withObjectProperty("aims")
                .putObject(what)
                .put(side, bound)
                .put("found", found)
                .put("reached", reached);
        table.row(
                what,
                side.replace('_', ' ') + " " + Spread.number(bound),
                Spread.number(found),
                reached ? "yes" : "no");
        return this;
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
