package dev.writ.worker;

import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;

/** What ends executions, as its topics carry it. */
public final class TestStops {

    private TestStops() {}

    /** A client's cancel. */
    public static ExecutionControl cancel(CompletionRequested request, String actor) {
        return control(request, actor).setReason("no longer wanted").build();
    }

    /** A cancel without a reason yet. */
    public static ExecutionControl.Builder control(CompletionRequested request, String actor) {
        return ExecutionControl.newBuilder()
                .setExecutionId(request.getExecutionId())
                .setKind(ExecutionControlKind.CANCEL)
                .setActor(actor)
                .setCode("cancelled_by_client")
                .setRequestedAt(Instant.now());
    }

    /** An autonomous agent that is not paused, after an outcome. */
    public static AgentState.Builder agent(String id, long version) {
        return AgentState.newBuilder()
                .setAgentId(id)
                .setName("Helper")
                .setWorkspaceId("default")
                .setMaturity(Maturity.AUTONOMOUS)
                .setConfidence(9500)
                .setVersion(version)
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .setChangedBy("command-" + version)
                .setChange("outcome")
                .setActor("boss");
    }

    /** An emergency stop that holds, without an end. */
    public static ControlState.Builder emergencyStop(String workspace) {
        return ControlState.newBuilder()
                .setFlag("EMERGENCY_STOP")
                .setValue(true)
                .setActor("boss")
                .setReason("smoke")
                .setChangedAt(Instant.EPOCH)
                .setWorkspaceId(workspace);
    }
}
