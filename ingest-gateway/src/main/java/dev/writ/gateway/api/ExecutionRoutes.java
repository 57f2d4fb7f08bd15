package dev.writ.gateway.api;

import dev.writ.gateway.decision.ExecutionView;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.tokens.Cursor;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.gateway.view.ExecutionJson;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Executions: what became of them, and their token streams. */
final class ExecutionRoutes {

    private final Archive archive;
    private final TokenStreams streams;
    private final Clock clock;

    ExecutionRoutes(Archive archive, TokenStreams streams, Clock clock) {
        this.archive = archive;
        this.streams = streams;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/executions/{id}", this::get),
                Route.get("/api/executions/{id}/stream", this::stream),
                Route.get("/api/governance/decisions/{id}", this::decision));
    }

    /** Where an execution's tokens are. */
    static String streamOf(String executionId) {
        return "/api/executions/" + executionId + "/stream";
    }

    private Answer get(Exchange exchange) {
        new Parameters(exchange, Set.of());
        String id = Parameters.id(exchange);
        return Answer.ok(ExecutionJson.of(id, archive.execution(id)));
    }

    private Answer decision(Exchange exchange) {
        new Parameters(exchange, Set.of());
        return Answer.ok(DecisionJson.decision(archive.decision(Parameters.id(exchange))));
    }

    private Answer stream(Exchange exchange) throws InterruptedException {
        boolean observes = new Parameters(exchange, Set.of("observe")).flag("observe");
        String id = Parameters.id(exchange);
        Optional<Cursor> cursor = Cursor.parse(exchange.header("Last-Event-ID"));
        ExecutionView view = archive.execution(id);
        view.decision().ifPresent(ExecutionRoutes::refuseWithoutStream);
        Supplier<Optional<ExecutionEvent>> finished = () -> archive.endOf(id).or(view::finished);
        Optional<EventSource> source = observes
                ? streams.observe(id, begin(view), finished, cursor)
                : streams.resume(id, begin(view), finished, cursor);
        return source.<Answer>map(events -> new Answer.Events(events, Map.of())).orElseGet(Answer.Nothing::new);
    }

    /** 409: blocked work, and work that calls no model, has no tokens and never will. */
    private static void refuseWithoutStream(ActionDecided decision) {
        boolean streams = decision.getKind() == RequestKind.CHAT
                && decision.getVerdict() != Verdict.BLOCKED
                && decision.getErrors().isEmpty();
        if (!streams) {
            throw new ProblemException(
                    Problem.of(409, "not_streamed", "Conflict", "The execution calls no model, so it has no stream.")
                            .with("governance_check", DecisionJson.check(decision)));
        }
    }

    private static Instant beginOf(ExecutionEvent event) {
        return event.getBody() instanceof ExecutionFinished finished ? finished.getStartedAt() : event.getOccurredAt();
    }

    private Instant begin(ExecutionView view) {
        return view.decision()
                .map(ActionDecided::getDecidedAt)
                .or(() -> view.started().map(ExecutionEvent::getOccurredAt))
                .or(() -> view.finished().map(ExecutionRoutes::beginOf))
                .orElseGet(clock::instant);
    }
}
