package dev.writ.launcher.query;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.query.read.Cursor;
import dev.writ.query.read.Order;
import dev.writ.query.read.Question;
import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Filter;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of a table.
 *
 * @param limit most rows; empty if it does not say
 */
record AuditRequest(Question question, Form form, Optional<Long> limit) {

    private static final long MOST_IN_A_PAGE = 1_000;
    private static final long MOST_IN_ALL = 999_999_999;

    /**
     * Reads a request.
     *
     * @param fixed filters that its path gives, by name, and its query may not
     * @throws ProblemException 400 if it has parameters that there are not, or bad values
     */
    static AuditRequest of(Exchange exchange, AuditTable table, Map<String, String> fixed, Instant now) {
        Set<String> known = new HashSet<>(List.of("from", "to", "order", "cursor", "limit", "format"));
        table.filters().forEach(filter -> known.add(filter.name()));
        known.removeAll(fixed.keySet());
        QueryText query = QueryText.of(exchange, known, now);
        Form form = query.find("format", Form::named, "json, csv or ndjson is needed.")
                .orElseGet(() -> Form.accepted(exchange.headers("Accept")));
        return new AuditRequest(question(query, table, fixed), form, limit(query, form));
    }

    private static Question question(QueryText query, AuditTable table, Map<String, String> fixed) {
        Map<Filter, Object> filters = new HashMap<>();
        for (Filter filter : table.filters()) {
            query.find(filter.name(), filter.values()::parse, filter.values().needed())
                    .ifPresent(value -> filters.put(filter, value));
            Optional.ofNullable(fixed.get(filter.name()))
                    .map(text -> filter.values()
                            .parse(text)
                            .orElseThrow(() ->
                                    QueryText.bad(filter.name(), filter.values().needed())))
                    .ifPresent(value -> filters.put(filter, value));
        }
        Order order = query.find("order", AuditRequest::order, "asc or desc is needed.")
                .orElse(Order.DESC);
        Optional<Instant> from = query.time("from");
        Optional<Instant> to = query.time("to");
        boolean first = query.find("cursor", Optional::of, "").isEmpty(); // The cursor has the period as it was.
        if (first) {
            QueryText.requireOrder(from, to);
        }
        Question asked = new Question(table, filters, from, to, order, Optional.empty());
        return query.find(
                        "cursor",
                        text -> Cursor.parse(text, asked),
                        "The next_cursor of an answer to the same question is needed.")
                .orElse(asked);
    }

    private static Optional<Order> order(String text) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<Long> limit(QueryText query, Form form) {
        long most = form == Form.JSON ? MOST_IN_A_PAGE : MOST_IN_ALL;
        return query.find(
                "limit",
                text -> text.matches("[1-9]\\d{0,8}") && Long.parseLong(text) <= most
                        ? Optional.of(Long.valueOf(text))
                        : Optional.empty(),
                "A whole number from 1 to " + most + " is needed.");
    }
}
