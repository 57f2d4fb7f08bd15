package dev.writ.gateway.openai;

import dev.writ.gateway.api.Archive;
import dev.writ.gateway.api.DecisionDesk;
import dev.writ.gateway.api.Replies;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.tokens.Narration;
import dev.writ.gateway.tokens.StreamMeters;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** POST /v1/chat/completions: a chat request, answered by the model's whole answer or its chunks. */
final class CompletionRoute {

    /** How long the head of a stream waits for the first chunk; behind it, failures are told in the stream. */
    private static final Duration HEAD_WAITS = Duration.ofSeconds(2);

    /** How long a whole answer is waited for: the default patience of the official clients. */
    private static final Duration WHOLE_WAITS = Duration.ofMinutes(10);

    private final IntakeReader intakes;
    private final DecisionDesk desk;
    private final Archive archive;
    private final TokenStreams streams;
    private final StreamMeters meters;

    CompletionRoute(
            IntakeReader intakes, DecisionDesk desk, Archive archive, TokenStreams streams, StreamMeters meters) {
        this.intakes = intakes;
        this.desk = desk;
        this.archive = archive;
        this.streams = streams;
        this.meters = meters;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/chat/completions", this::complete));
    }

    private Answer complete(Exchange exchange) throws InterruptedException {
        long began = System.nanoTime();
        Intake intake = Caller.intake(exchange, intakes.read(exchange));
        CompletionRequest request = CompletionRequest.read(exchange, intake);
        String executionId = Ids.executionOf(intake.id());
        if (!intake.keyed()) {
            // A new id: nothing of its stream can have been before, so the window holds all of it.
            streams.expect(executionId);
        }
        Problem late = Problem.of(
                        504, "decision_timeout", "Not decided in time", "The request was not decided in time.")
                .withHeader("X-Execution-Id", executionId);
        return desk.decide(
                intake,
                request.requested(),
                new Answer.Failure(late),
                (decision, isNew) -> answer(
                        request,
                        decision,
                        isNew ? narration -> meters.measure(narration, began) : UnaryOperator.identity()));
    }

    private Answer answer(CompletionRequest request, ActionDecided decision, UnaryOperator<Narration> measuring)
            throws InterruptedException {
        Identity identity = new Identity(decision);
        if (decision.getVerdict() == Verdict.BLOCKED) {
            return named(identity, Replies.blocked(decision));
        }
        if (!decision.getErrors().isEmpty()) {
            return named(identity, Replies.notCarriedOut(decision));
        }
        try {
            return request.stream()
                    ? stream(request, decision, identity, measuring)
                    : whole(request, decision, identity);
        } catch (ProblemException e) {
            throw new ProblemException(identity.name(e.problem()), e);
        }
    }

    private Answer stream(
            CompletionRequest request, ActionDecided decision, Identity identity, UnaryOperator<Narration> measuring)
            throws InterruptedException {
        ChunkNarration narration = new ChunkNarration(identity, modelOf(request), request.includeUsage());
        EventSource held = HeldStream.of(open(decision, measuring.apply(narration)), narration, HEAD_WAITS);
        return new Answer.Events(held, identity.headers());
    }

    private Answer whole(CompletionRequest request, ActionDecided decision, Identity identity)
            throws InterruptedException {
        WholeNarration narration = new WholeNarration(identity, modelOf(request));
        long deadline = System.nanoTime() + WHOLE_WAITS.toNanos();
        try (EventSource source = open(decision, narration)) {
            while (!narration.hasEnded()) {
                switch (source.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    case EventSource.Event _ -> {}
                    case EventSource.Silence _ ->
                        throw new ProblemException(Problem.of(
                                504,
                                "completion_timeout",
                                "Not completed in time",
                                "The model call goes on for too long."));
                    case EventSource.End _ -> {
                        if (!narration.hasEnded()) {
                            throw new ProblemException(
                                    Problems.unavailable("reader_too_slow", "The stream was read too slowly."));
                        }
                    }
                }
            }
        }
        return new Answer.Json(200, narration.completion(), identity.headers());
    }

    /** Subscribing after the decision loses nothing: the window, or the log, holds what came in between. */
    private EventSource open(ActionDecided decision, Narration narration) throws InterruptedException {
        String executionId = Replies.executionOf(decision);
        return streams.open(
                        executionId,
                        decision.getDecidedAt(),
                        () -> archive.endOf(executionId),
                        Optional.empty(),
                        narration)
                .orElseThrow(() -> new IllegalStateException("a reader without a cursor has not seen the end"));
    }

    private static String modelOf(CompletionRequest request) {
        return request.requested().event().getModel().orElse("");
    }

    private static Answer named(Identity identity, Answer.Failure failure) {
        return new Answer.Failure(identity.name(failure.problem()));
    }
}
