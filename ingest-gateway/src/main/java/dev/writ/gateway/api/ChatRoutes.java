package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.ChatRequests;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.request.Requested;
import dev.writ.gateway.tokens.Narration;
import dev.writ.gateway.tokens.StreamMeters;
import dev.writ.gateway.tokens.TokenStreams;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ChatRequested;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chat: a message to an agent, answered by the decision, or by the token stream itself. */
final class ChatRoutes {

    private final IntakeReader intakes;
    private final DecisionDesk desk;
    private final Archive archive;
    private final TokenStreams streams;
    private final StreamMeters meters;

    ChatRoutes(IntakeReader intakes, DecisionDesk desk, Archive archive, TokenStreams streams, StreamMeters meters) {
        this.intakes = intakes;
        this.desk = desk;
        this.archive = archive;
        this.streams = streams;
        this.meters = meters;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/atom-agent/chat/stream", this::chat));
    }

    private Answer chat(Exchange exchange) throws InterruptedException {
        long began = System.nanoTime();
        boolean inline = acceptsEvents(exchange);
        Intake intake = intakes.read(exchange);
        Requested<ChatRequested> requested = ChatRequests.read(intake);
        if (!intake.keyed()) {
            // A new id: nothing of its stream can have been before, so the window holds all of it.
            streams.expect(Ids.executionOf(intake.id()));
        }
        return desk.act(
                intake, requested, (decision, isNew) -> inline ? stream(decision, isNew, began) : answer(decision));
    }

    /** Subscribing after the decision loses nothing: the window, or the log, holds what came in between. */
    private Answer stream(ActionDecided decision, boolean isNew, long began) throws InterruptedException {
        String executionId = Replies.executionOf(decision);
        Narration told = TokenStreams.narration(executionId);
        Optional<EventSource> source = streams.open(
                executionId,
                decision.getDecidedAt(),
                () -> archive.endOf(executionId),
                Optional.empty(),
                isNew ? meters.measure(told, began) : told);
        return source.<Answer>map(events ->
                        new Answer.Events(events, Map.of("Content-Location", ExecutionRoutes.streamOf(executionId))))
                .orElseGet(Answer.Nothing::new);
    }

    private static Answer answer(ActionDecided decision) {
        String executionId = Replies.executionOf(decision);
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("success", true).put("message_id", executionId);
        decision.getSessionId().ifPresent(id -> json.put("session_id", id));
        json.put("streamed", true)
                .put("agent_id", decision.getCheck().getAgentId())
                .put("agent_name", decision.getCheck().getAgentName())
                .put("execution_id", executionId)
                .put("stream_url", ExecutionRoutes.streamOf(executionId))
                .set("governance_check", DecisionJson.check(decision));
        return Answer.ok(json);
    }

    private static boolean acceptsEvents(Exchange exchange) {
        return exchange.headers("Accept").stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(range -> range.split(";", 2)[0].strip())
                .anyMatch("text/event-stream"::equalsIgnoreCase);
    }
}
