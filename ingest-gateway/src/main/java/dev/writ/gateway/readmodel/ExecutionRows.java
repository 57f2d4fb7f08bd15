package dev.writ.gateway.readmodel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Rows of the table agent_executions as the latest event of the execution. */
final class ExecutionRows {

    private ExecutionRows() {}

    static ExecutionEvent read(Row row) throws SQLException {
        Instant completed = row.timeOrNull("completed_at");
        boolean running = row.text("status").equals("running");
        SpecificRecord body = running ? started(row) : finished(row);
        return ExecutionEvent.newBuilder()
                .setExecutionId(row.text("id"))
                .setDecisionId(row.text("decision_id"))
                .setRequestId(row.text("request_id"))
                .setAgentId(row.text("agent_id"))
                .setWorkspaceId(row.text("workspace_id"))
                .setSessionId(row.textOrNull("session_id"))
                .setUserId(row.text("user_id"))
                .setOccurredAt(running || completed == null ? row.time("started_at") : completed)
                .setBody(body)
                .build();
    }

    private static ExecutionStarted started(Row row) throws SQLException {
        return ExecutionStarted.newBuilder()
                .setAction(row.text("action_type"))
                .setTriggeredBy(row.word(Trigger.class, "triggered_by"))
                .setParentExecutionId(row.textOrNull("parent_execution_id"))
                .setInputSummary(row.textOrNull("input_summary"))
                .build();
    }

    private static ExecutionFinished finished(Row row) throws SQLException {
        JsonNode metadata = row.json("metadata");
        JsonNode ttft = metadata.path("ttft_ms");
        JsonNode seq = metadata.path("last_seq");
        return ExecutionFinished.newBuilder()
                .setAction(row.text("action_type"))
                .setTriggeredBy(row.word(Trigger.class, "triggered_by"))
                .setParentExecutionId(row.textOrNull("parent_execution_id"))
                .setStatus(row.word(ExecutionStatus.class, "status"))
                .setStartedAt(row.time("started_at"))
                .setInputSummary(row.textOrNull("input_summary"))
                .setOutputSummary(row.textOrNull("output_summary"))
                .setErrorCode(row.textOrNull("error_code"))
                .setErrorMessage(row.textOrNull("error_message"))
                .setAttempt(metadata.path("attempt").asInt(0))
                .setProvider(text(metadata, "provider"))
                .setModel(text(metadata, "model"))
                .setFinishReason(text(metadata, "finish_reason"))
                .setUsage(usage(metadata.path("usage")).orElse(null))
                .setTtftMs(ttft.isIntegralNumber() ? ttft.longValue() : null)
                .setTextSha256(text(metadata, "text_sha256"))
                .setLastSeq(seq.isIntegralNumber() ? seq.longValue() : null)
                .setStoppedBy(text(metadata, "stopped_by"))
                .setWithheldTools(texts(metadata.path("withheld_tools")))
                .build();
    }

    private static Optional<Usage> usage(JsonNode usage) {
        return usage.isObject()
                ? Optional.of(new Usage(
                        usage.path("input_tokens").asInt(),
                        usage.path("output_tokens").asInt(),
                        UsageSource.valueOf(usage.path("source").asText().toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode metadata, String name) {
        JsonNode value = metadata.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
