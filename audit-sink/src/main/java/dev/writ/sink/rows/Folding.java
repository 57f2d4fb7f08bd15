package dev.writ.sink.rows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * One row out of those that several events give for one thing: the row that the tables would come to by taking one after another,
 * in whichever order.
 */
public final class Folding {

    private static final List<String> OF_THE_LAST_REQUEST = List.of("agent_id", "updated_at", "last_event_id");
    private static final String METADATA = "metadata";
    private static final String MESSAGES = "message_count";

    private Folding() {}

    /** Leaves one row for each conversation, and for each agent, among the rows of tables. */
    public static void ofConversationsAndAgents(Map<Table, List<Row>> tables) {
        tables.computeIfPresent(Table.CHAT_SESSIONS, (_, rows) -> conversations(rows));
        tables.computeIfPresent(Table.AGENT_REGISTRY, (_, rows) -> agents(rows));
    }

    /** One row for each conversation. */
    static List<Row> conversations(List<Row> rows) {
        return List.copyOf(
                byKey(rows, row -> row.text("id"), Folding::conversation).values());
    }

    /** One row for each agent: its highest version. */
    static List<Row> agents(List<Row> rows) {
        return List.copyOf(
                byKey(rows, row -> row.text("id"), (one, other) -> version(one) < version(other) ? other : one)
                        .values());
    }

    /**
     * One row for each execution that starts, ends, or does both: the end has the last word. In the order of their ids, so that two
     * writers do not wait for each other in a circle.
     */
    public static List<Row> executions(List<Row> starts, List<Row> ends) {
        Map<Execution, Row> rows = byKey(
                starts,
                Execution::of,
                (one, other) -> compare(one, other, "started_at", "started_event_id") <= 0 ? one : other);
        byKey(
                        ends,
                        Execution::of,
                        (one, other) -> compare(one, other, "completed_at", "finished_event_id") <= 0 ? one : other)
                .forEach((execution, end) -> rows.merge(execution, end, Folding::execution));
        return rows.values().stream()
                .sorted(Comparator.comparing(row -> row.text("id")))
                .toList();
    }

    private static <K> Map<K, Row> byKey(List<Row> rows, Function<Row, K> key, BinaryOperator<Row> both) {
        Map<K, Row> byKey = new LinkedHashMap<>();
        rows.forEach(row -> byKey.merge(key.apply(row), row, both));
        return byKey;
    }

    private static Row conversation(Row one, Row other) {
        boolean inOrder = compare(one, other, "created_at", "first_event_id") <= 0;
        Row last = compare(one, other, "updated_at", "last_event_id") <= 0 ? other : one;
        Columns folded = new Columns(Table.CHAT_SESSIONS).allOf(inOrder ? one : other);
        OF_THE_LAST_REQUEST.forEach(column -> folded.from(last, column));
        return folded.number(MESSAGES, one.number(MESSAGES) + other.number(MESSAGES))
                .toRow();
    }

    /** As the two statements do it, one after another. */
    private static Row execution(Row start, Row end) {
        return new Columns(Table.EXECUTION_ENDS)
                .allOf(start)
                .allOf(end)
                .json(METADATA, JsonText.merged(start.text(METADATA), end.text(METADATA)))
                .toRow();
    }

    /** By time, and within one moment by id as PostgreSQL does by {@code COLLATE "C"}, which what is folded here meets there. */
    private static int compare(Row one, Row other, String time, String id) {
        int order = one.time(time).compareTo(other.time(time));
        return order == 0 ? Arrays.compareUnsigned(bytes(one.text(id)), bytes(other.text(id))) : order;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long version(Row row) {
        return row.number("version");
    }

    /** What executions are told apart by. */
    private record Execution(String id, Instant startedAt) {

        static Execution of(Row row) {
            return new Execution(row.text("id"), row.time("started_at"));
        }
    }
}
