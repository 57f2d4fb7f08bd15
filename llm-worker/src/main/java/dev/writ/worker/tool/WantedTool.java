package dev.writ.worker.tool;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ToolCall;

/**
 * A tool that a model wants to call.
 *
 * @param request the completion whose model wants it
 * @param attempt which attempt at it, from 1
 * @param index which of the answer's tool calls, from 0
 * @param call the call
 * @param traceparent W3C trace context that the check carries on
 * @param timestamp of the completion's record, in milliseconds since 1970
 */
public record WantedTool(
        CompletionRequested request, int attempt, int index, ToolCall call, String traceparent, long timestamp) {

    /** Names the check; the same for the same call, so that it is decided once. */
    String requestId() {
        return Ids.derive("tool-check", request.getExecutionId(), attempt, index);
    }

    /** The check of its name as an action of the completion's agent. */
    CheckRequested check() {
        return CheckRequested.newBuilder()
                .setRequestId(requestId())
                .setUserId(request.getUserId())
                .setSessionId(request.getSessionId())
                .setWorkspaceId(request.getWorkspaceId())
                .setAgentId(request.getAgentId())
                .setAction(call.getName())
                .setParentExecutionId(request.getExecutionId())
                .build();
    }
}
