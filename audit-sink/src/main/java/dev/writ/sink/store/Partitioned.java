package dev.writ.sink.store;

import dev.writ.sink.rows.Months;
import java.time.YearMonth;
import java.util.List;

/**
 * A table that is partitioned by months in UTC.
 *
 * @param name of the table
 * @param options of its partitions, as SQL; may be empty
 */
record Partitioned(String name, String options) {

    /** All of them. */
    static final List<Partitioned> ALL = List.of(
            new Partitioned("decisions", ""),
            new Partitioned("agent_executions", " WITH (fillfactor = 80)"),
            new Partitioned("canvas_audit", ""),
            new Partitioned("agent_history", ""),
            new Partitioned("sink_events", ""));

    /** The name of a month's partition. */
    String partition(String month) {
        return name + "_" + month.replace('-', '_');
    }

    /** The statement that makes a month's table, which is no partition yet. */
    String create(String month) {
        return "CREATE TABLE IF NOT EXISTS " + partition(month) + " (LIKE " + name + " INCLUDING ALL)" + options;
    }

    /** The statement that makes a month's table a partition: unlike CREATE TABLE ... PARTITION OF, it lets readers and writers go on. */
    String attach(String month) {
        return "ALTER TABLE " + name + " ATTACH PARTITION " + partition(month) + " FOR VALUES FROM ('"
                + Months.begin(YearMonth.parse(month)) + "') TO ('"
                + Months.begin(YearMonth.parse(month).plusMonths(1)) + "')";
    }
}
