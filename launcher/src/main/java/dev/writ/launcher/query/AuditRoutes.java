package dev.writ.launcher.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.query.format.RowFormat;
import dev.writ.query.read.Cursor;
import dev.writ.query.read.Page;
import dev.writ.query.read.WholeAnswer;
import dev.writ.query.report.Asked;
import dev.writ.query.report.Report;
import dev.writ.query.report.ReportJson;
import dev.writ.query.report.SourceLog;
import dev.writ.query.store.AuditDatabase;
import dev.writ.query.store.UnansweredException;
import dev.writ.query.table.AuditTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** GET /api/audit/...: what the audit's tables hold, and the report on them. Without a database, 404 that says so. */
public final class AuditRoutes {

    private static final int USUAL_LIMIT = 100;
    /** Each holds one of few connections for long: the others are for pages. */
    private static final int MOST_AT_A_TIME = 2;

    private final Optional<AuditDatabase> database;
    private final SourceLog log;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);
    private final Semaphore reporting = new Semaphore(1);

    /**
     * Asks a database, if there is one.
     *
     * @param database stays the caller's to close
     * @param log what the sink makes the tables from
     * @param clock from which "two hours ago" is counted
     */
    public AuditRoutes(Optional<AuditDatabase> database, SourceLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                table("/api/audit/executions", AuditTable.EXECUTIONS),
                table("/api/audit/decisions", AuditTable.DECISIONS),
                table("/api/audit/canvas", AuditTable.CANVAS),
                table("/api/audit/agents", AuditTable.AGENTS),
                Route.get(
                        "/api/audit/agents/{id}/history",
                        exchange -> answer(
                                exchange, AuditTable.AGENT_HISTORY, Map.of("agent_id", exchange.pathParameter("id")))),
                Route.get("/api/audit/report", this::report));
    }

    private Route table(String path, AuditTable table) {
        return Route.get(path, exchange -> answer(exchange, table, Map.of()));
    }

    private Answer answer(Exchange exchange, AuditTable table, Map<String, String> fixed) {
        AuditRequest request = AuditRequest.of(exchange, table, fixed, clock.instant());
        try {
            Optional<RowFormat> format = request.form().rows();
            return format.isPresent() ? whole(request, format.get()) : page(exchange, request);
        } catch (UnansweredException e) {
            throw unanswered(e);
        }
    }

    private Answer page(Exchange exchange, AuditRequest request) throws UnansweredException {
        int limit = request.limit().map(Long::intValue).orElse(USUAL_LIMIT);
        Page page = Page.read(database(), request.question(), limit);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = body.putArray(request.question().table().name());
        page.rows().forEach(rows::add);
        Optional<String> cursor = page.last().map(last -> Cursor.behind(request.question(), last));
        body.put("next_cursor", cursor.orElse(null));
        return new Answer.Json(
                200,
                body,
                cursor.map(next -> Map.of("Link", NextLink.of(exchange, next))).orElse(Map.of()));
    }

    private Answer whole(AuditRequest request, RowFormat format) throws UnansweredException {
        AuditDatabase asked = database();
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problems.unavailable("too_many_exports", "As many exports run as this gateway takes; try again."));
        }
        try {
            WholeAnswer rows =
                    WholeAnswer.open(asked, request.question(), request.limit().orElse(Long.MAX_VALUE));
            return new Answer.Made(
                    format.mediaType(),
                    new RowsDownload(rows, request.question().table(), format, places::release));
        } catch (UnansweredException | RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private Answer report(Exchange exchange) throws InterruptedException {
        Instant now = clock.instant();
        QueryText query = QueryText.of(exchange, Set.of("from", "to", "grace"), now);
        Asked asked = Asked.of(
                        query.time("from"),
                        query.time("to"),
                        now,
                        query.find("grace", GraceText::parse, GraceText.NEEDED))
                .orElseThrow(() -> QueryText.bad("to", QueryText.NO_PERIOD));
        AuditDatabase database = database();
        if (!reporting.tryAcquire()) {
            throw new ProblemException(
                    Problems.unavailable("too_many_reports", "This gateway makes one report at a time; try again."));
        }
        try {
            return Answer.ok(ReportJson.of(Report.read(database, log, asked)));
        } catch (UnansweredException e) {
            throw unanswered(e);
        } finally {
            reporting.release();
        }
    }

    private AuditDatabase database() {
        return database.orElseThrow(() -> new ProblemException(Problems.notFound(
                "audit_not_configured", "This gateway has no database to ask: jdbc.url is not set.")));
    }

    private static ProblemException unanswered(UnansweredException e) {
        Problem problem = switch (e.reason()) {
            case AWAY -> Problems.unavailable("database_away", "The database cannot be asked now.");
            case TOO_SLOW ->
                Problems.unavailable(
                        "query_timeout", "The answer takes too long; ask for less, such as a shorter period.");
            case UNREADABLE ->
                Problems.unavailable(
                        "audit_unreadable", "The tables of the audit are not there, or the gateway may not read them.");
        };
        return new ProblemException(problem, e);
    }
}
