package dev.writ.worker.control;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what ends executions out of the topics that say so. */
public final class StopReader implements RecordReader {

    /**
     * What to follow. Agents and workspaces are states, so their topics are read whole; a cancel concerns work of the
     * moment, so the latest ones are enough.
     */
    public static final FeedSettings FEED = new FeedSettings(
            "writ-worker-controls",
            Map.of(
                    Topics.EXECUTION_CONTROLS, (long) Stops.MOST_REMEMBERED,
                    Topics.AGENTS, FeedSettings.EVERYTHING,
                    Topics.CONTROLS, FeedSettings.EVERYTHING));

    private static final String EMERGENCY_STOP = "EMERGENCY_STOP";

    private final Stops stops;
    private final TypedReader<ExecutionControl> controls;
    private final TypedReader<AgentState> agents;
    private final TypedReader<ControlState> flags;

    /** A reader that tells these stops. */
    public StopReader(Stops stops, SchemaRegistryClient registry) {
        this.stops = stops;
        this.controls = new TypedReader<>(Topics.EXECUTION_CONTROLS, registry);
        this.agents = new TypedReader<>(Topics.AGENTS, registry);
        this.flags = new TypedReader<>(Topics.CONTROLS, registry);
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (controls.reads(record)) {
            control(controls.valueOrTombstone(record));
        } else if (agents.reads(record)) {
            agent(record);
        } else if (flags.reads(record)) {
            flag(flags.valueOrTombstone(record));
        }
    }

    private void control(@Nullable ExecutionControl control) {
        if (control != null && control.getKind() == ExecutionControlKind.CANCEL) {
            stops.cancel(control);
        }
    }

    private void agent(ConsumerRecord<byte[], byte[]> record) {
        AgentState state = agents.valueOrTombstone(record);
        if (state == null) {
            stops.agentForgotten(agents.key(record));
        } else {
            stops.agentChanged(state);
        }
    }

    private void flag(@Nullable ControlState control) {
        if (control != null && control.getFlag().equals(EMERGENCY_STOP)) {
            control.getWorkspaceId().ifPresent(workspace -> stops.workspaceChanged(workspace, control));
        }
    }
}
