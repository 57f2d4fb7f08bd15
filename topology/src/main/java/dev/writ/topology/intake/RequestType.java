package dev.writ.topology.intake;

import static dev.writ.topology.intake.InvalidRequestException.require;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RequestKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One kind of request: its topic, how its common members are read, and the rules of its own.
 *
 * @param topic where it comes by
 * @param kind its name in decisions
 * @param members reads what every request has
 * @param withId the same event with a request id
 * @param rules refuses what breaks the type's own rules
 */
public record RequestType<V extends SpecificRecord>(
        Topic<V> topic,
        RequestKind kind,
        Function<V, Members> members,
        BiFunction<V, String, V> withId,
        Consumer<V> rules) {

    /** What every request has. */
    public record Members(
            Optional<String> requestId,
            String userId,
            Optional<String> sessionId,
            String workspaceId,
            Optional<String> agentId,
            Optional<String> hash) {}

    /** Chat. */
    public static final RequestType<ChatRequested> CHAT = new RequestType<>(
            Topics.CHAT_REQUESTS,
            RequestKind.CHAT,
            chat -> new Members(
                    chat.getRequestId(),
                    chat.getUserId(),
                    chat.getSessionId(),
                    chat.getWorkspaceId(),
                    chat.getAgentId(),
                    chat.getRequestHash()),
            (chat, id) -> ChatRequested.newBuilder(chat).setRequestId(id).build(),
            ChatRules::check);

    /** Canvas. */
    public static final RequestType<CanvasRequested> CANVAS = new RequestType<>(
            Topics.CANVAS_REQUESTS,
            RequestKind.CANVAS,
            canvas -> new Members(
                    canvas.getRequestId(),
                    canvas.getUserId(),
                    canvas.getSessionId(),
                    canvas.getWorkspaceId(),
                    canvas.getAgentId(),
                    canvas.getRequestHash()),
            (canvas, id) -> CanvasRequested.newBuilder(canvas).setRequestId(id).build(),
            RequestType::checkCanvas);

    /** Form submission. */
    public static final RequestType<FormSubmitted> FORM = new RequestType<>(
            Topics.FORM_REQUESTS,
            RequestKind.FORM,
            form -> new Members(
                    form.getRequestId(),
                    form.getUserId(),
                    form.getSessionId(),
                    form.getWorkspaceId(),
                    form.getAgentId(),
                    form.getRequestHash()),
            (form, id) -> FormSubmitted.newBuilder(form).setRequestId(id).build(),
            form -> checkId("canvas_id", Optional.of(form.getCanvasId())));

    /** Check without acting. */
    public static final RequestType<CheckRequested> CHECK = new RequestType<>(
            Topics.CHECK_REQUESTS,
            RequestKind.CHECK,
            check -> new Members(
                    check.getRequestId(),
                    check.getUserId(),
                    check.getSessionId(),
                    check.getWorkspaceId(),
                    check.getAgentId(),
                    check.getRequestHash()),
            (check, id) -> CheckRequested.newBuilder(check).setRequestId(id).build(),
            check -> {
                checkId("action", Optional.of(check.getAction()));
                checkId("parent_execution_id", check.getParentExecutionId());
            });

    /** All of them, in the order of the topic catalogue. */
    public static final List<RequestType<? extends SpecificRecord>> ALL = List.of(CHAT, CANVAS, FORM, CHECK);

    /**
     * Reads an event.
     *
     * @throws InvalidRequestException if it breaks a rule
     */
    public Request read(V body, RecordOrigin origin, long timestamp, Headers headers) {
        Members common = members.apply(body);
        checkId("request_id", common.requestId());
        checkId("user_id", Optional.of(common.userId()));
        checkId("session_id", common.sessionId());
        checkId("workspace_id", Optional.of(common.workspaceId()));
        checkId("agent_id", common.agentId());
        rules.accept(body);
        String id = common.requestId()
                .orElseGet(() -> Ids.derive("request", origin.getTopic(), origin.getPartition(), origin.getOffset()));
        Optional<String> session = kind == RequestKind.CHAT
                ? common.sessionId().or(() -> Optional.of(Ids.derive("session", id)))
                : common.sessionId();
        return new Request(
                id,
                kind,
                common.sessionId().orElse(common.userId()),
                common.userId(),
                session,
                common.workspaceId(),
                common.agentId(),
                common.hash(),
                body,
                origin,
                Instant.ofEpochMilli(Math.max(0, timestamp)),
                CloudEvent.traceparentIn(headers, id));
    }

    private static void checkCanvas(CanvasRequested canvas) {
        checkId("canvas_id", canvas.getCanvasId());
        boolean presents = canvas.getAction() == CanvasAction.PRESENT;
        boolean form = canvas.getComponent().equals(Optional.of(CanvasComponent.FORM));
        require(
                canvas.getAction() != CanvasAction.SUBMIT,
                "action_misplaced",
                "a submission belongs on " + Topics.FORM_REQUESTS.name());
        require(!presents || canvas.getComponent().isPresent(), "component_missing", "present needs a component");
        require(presents || canvas.getCanvasId().isPresent(), "canvas_id_missing", "close needs a canvas_id");
        require(
                form != canvas.getFormFields().isEmpty() || !presents,
                "form_fields_misplaced",
                "form_fields must be given with a form and only then");
    }

    private static void checkId(String member, Optional<String> id) {
        require(
                id.isEmpty() || Ids.isValid(id.get()),
                member + "_invalid",
                member + " must be 1 to 128 letters, digits, dots, underscores, colons or hyphens");
    }
}
