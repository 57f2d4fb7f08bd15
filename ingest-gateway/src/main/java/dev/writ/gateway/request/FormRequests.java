package dev.writ.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.FormSubmitted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Form submissions and checks, as events. */
public final class FormRequests {

    private static final int LONGEST_VALUE = 65_536;
    private static final int MOST_VALUES = 1_000;

    private FormRequests() {}

    /**
     * The event of {@code {canvas_id, form_data{}, user_id, session_id?, agent_execution_id?, agent_id?,
     * workspace_id?}}.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    public static Requested<FormSubmitted> submit(Intake intake) {
        Members members = intake.body().members();
        String userId = members.neededId("user_id");
        Optional<String> sessionId = members.id("session_id");
        if (members.value("form_data").isEmpty()) {
            throw members.missing("form_data");
        }
        FormSubmitted.Builder event = FormSubmitted.newBuilder()
                .setRequestId(intake.id())
                .setRequestHash(intake.body().hash())
                .setUserId(userId)
                .setSessionId(sessionId.orElse(null))
                .setAgentId(members.id("agent_id").orElse(null))
                .setCanvasId(members.neededId("canvas_id"))
                .setParentExecutionId(members.id("agent_execution_id").orElse(null))
                .setFormData(values(members));
        members.id("workspace_id").ifPresent(event::setWorkspaceId);
        members.end();
        return Requested.of(Topics.FORM_REQUESTS, sessionId, userId, event.build());
    }

    /**
     * The event of {@code {action, agent_id?, session_id?, workspace_id?, user_id?}}; a missing user is the principal.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    public static Requested<CheckRequested> check(Intake intake) {
        Members members = intake.body().members();
        String userId = members.id("user_id").orElse(intake.principal().name());
        Optional<String> sessionId = members.id("session_id");
        CheckRequested.Builder event = CheckRequested.newBuilder()
                .setRequestId(intake.id())
                .setRequestHash(intake.body().hash())
                .setUserId(userId)
                .setSessionId(sessionId.orElse(null))
                .setAgentId(members.id("agent_id").orElse(null))
                .setAction(members.neededId("action"));
        members.id("workspace_id").ifPresent(event::setWorkspaceId);
        members.end();
        return Requested.of(Topics.CHECK_REQUESTS, sessionId, userId, event.build());
    }

    private static Map<String, @Nullable Object> values(Members members) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        members.map("form_data", FormRequests::value).forEach((name, value) -> values.put(name, value.orElse(null)));
        return values;
    }

    private static Optional<Object> value(JsonNode value, String pointer) {
        return switch (value.getNodeType()) {
            case NULL -> Optional.empty();
            case BOOLEAN -> Optional.of(value.booleanValue());
            case STRING -> Optional.of(Members.text(value, pointer, LONGEST_VALUE));
            case NUMBER -> Optional.of(number(value, pointer));
            case ARRAY -> Optional.of(texts(value, pointer));
            default ->
                throw Members.invalid(pointer, "null, true, false, a number, a text or an array of texts is needed.");
        };
    }

    private static Object number(JsonNode value, String pointer) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            throw Members.invalid(pointer, "A number of double precision is needed.");
        }
        return number;
    }

    private static List<String> texts(JsonNode value, String pointer) {
        if (value.size() > MOST_VALUES) {
            throw Members.invalid(pointer, "An array of at most " + MOST_VALUES + " texts is needed.");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            texts.add(Members.text(value.get(i), pointer + "/" + i, LONGEST_VALUE));
        }
        return texts;
    }
}
