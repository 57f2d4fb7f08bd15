package dev.writ.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.FormField;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests to present and to close canvases, as events. */
public final class CanvasRequests {

    private static final int LONGEST_TEXT = 262_144;
    private static final int LONGEST_LABEL = 1_024;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_FIELDS = 200;

    private CanvasRequests() {}

    /**
     * The event of {@code {component, title?, user_id, session_id?, workspace_id?, agent_id?, canvas_id?, metadata?}} and
     * what the component shows: {@code data[]} of a chart, {@code content} of markdown, {@code items[]} of a status panel,
     * {@code form_schema{fields[]}} of a form.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    public static Requested<CanvasRequested> present(Intake intake) {
        Members members = intake.body().members();
        CanvasComponent component =
                members.word("component", CanvasComponent.class).orElseThrow(() -> members.missing("component"));
        CanvasRequested.Builder event = envelope(intake, members)
                .setAction(CanvasAction.PRESENT)
                .setComponent(component)
                .setCanvasId(members.id("canvas_id").orElse(null))
                .setTitle(members.text("title", LONGEST_LABEL).orElse(null))
                .setMetadata(members.jsonTexts("metadata"));
        switch (component) {
            case LINE_CHART, BAR_CHART, PIE_CHART -> event.setContent(array(members, "data"));
            case STATUS_PANEL -> event.setContent(array(members, "items"));
            case MARKDOWN -> event.setContent(text(members, "content"));
            case FORM -> event.setFormFields(formFields(members));
        }
        return finish(members, event);
    }

    /**
     * The event of {@code {canvas_id, user_id, session_id?, workspace_id?, agent_id?}}.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    public static Requested<CanvasRequested> close(Intake intake) {
        Members members = intake.body().members();
        return finish(
                members,
                envelope(intake, members).setAction(CanvasAction.CLOSE).setCanvasId(members.neededId("canvas_id")));
    }

    private static CanvasRequested.Builder envelope(Intake intake, Members members) {
        CanvasRequested.Builder event = CanvasRequested.newBuilder()
                .setRequestId(intake.id())
                .setRequestHash(intake.body().hash())
                .setUserId(members.neededId("user_id"))
                .setSessionId(members.id("session_id").orElse(null))
                .setAgentId(members.id("agent_id").orElse(null));
        members.id("workspace_id").ifPresent(event::setWorkspaceId);
        return event;
    }

    private static Requested<CanvasRequested> finish(Members members, CanvasRequested.Builder event) {
        members.end();
        CanvasRequested built = event.build();
        Optional<String> sessionId = built.getSessionId();
        return Requested.of(Topics.CANVAS_REQUESTS, sessionId, built.getUserId(), built);
    }

    private static String array(Members members, String name) {
        JsonNode value = members.value(name).orElseThrow(() -> members.missing(name));
        members.list(name, MOST_ITEMS, (item, _) -> item);
        return value.toString();
    }

    private static String text(Members members, String name) {
        JsonNode value = members.value(name).orElseThrow(() -> members.missing(name));
        members.neededText(name, LONGEST_TEXT);
        return value.toString();
    }

    private static List<FormField> formFields(Members members) {
        JsonNode value = members.value("form_schema").orElseThrow(() -> members.missing("form_schema"));
        Members schema = new Members(value, "/form_schema");
        Set<String> names = new HashSet<>();
        List<FormField> fields = schema.list("fields", MOST_FIELDS, (item, pointer) -> {
            FormField field = formField(item, pointer);
            if (!names.add(field.getName())) {
                throw Members.invalid(pointer + "/name", "The names of a form's fields must differ.");
            }
            return field;
        });
        schema.end();
        if (fields.isEmpty()) {
            throw schema.missing("fields");
        }
        return fields;
    }

    private static FormField formField(JsonNode value, String pointer) {
        Members members = new Members(value, pointer);
        FormField field = FormField.newBuilder()
                .setName(members.neededText("name", LONGEST_NAME))
                .setType(members.neededText("type", LONGEST_NAME))
                .setLabel(members.text("label", LONGEST_LABEL).orElse(null))
                .setRequired(members.flag("required").orElse(false))
                .setOptions(
                        members.list("options", MOST_ITEMS, (option, at) -> Members.text(option, at, LONGEST_LABEL)))
                .build();
        members.end();
        return field;
    }
}
