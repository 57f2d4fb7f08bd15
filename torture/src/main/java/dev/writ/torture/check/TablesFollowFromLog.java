package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.RebuiltTable;
import java.util.List;
import java.util.Map;

/** What sinks wrote while they were killed and cut off is compared with what they write of the same log when nobody disturbs them. */
final class TablesFollowFromLog implements Check {

    private static final String DECISIONS = "decisions";

    @Override
    public String claim() {
        return "the tables, dropped and built from the audit topic again, are the same in every row and column";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        for (RebuiltTable table : history.aftermath().rebuilt()) {
            tally.examine(table.rows());
            tally.require(
                    table.equal(), "table " + table.name(), "is another one when it is built again: " + table.found());
        }
        Map<String, List<RebuiltTable>> tables =
                Groups.by(RebuiltTable::name, history.aftermath().rebuilt());
        long rows = tables.getOrDefault(DECISIONS, List.of()).stream()
                .mapToLong(RebuiltTable::rows)
                .sum();
        int before = history.tables().decisions().size();
        tally.require(rows == before, "table " + DECISIONS, "had " + before + " rows, and built again it has " + rows);
        return tally.result();
    }
}
