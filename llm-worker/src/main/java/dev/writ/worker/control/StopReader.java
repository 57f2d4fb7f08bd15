package dev.writ.worker.control;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.worker.follow.FollowerSettings;
import dev.writ.worker.follow.RecordTaker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what ends executions out of the topics that say so. */
public final class StopReader implements RecordTaker {

    /**
     * What is to be followed. Agents and workspaces are states, so their topics are read whole; a cancel concerns work of the
     * moment, so the latest ones are enough.
     */
    public static final FollowerSettings FOLLOWED = new FollowerSettings(
            "controls",
            Map.of(
                    Topics.EXECUTION_CONTROLS, (long) Stops.MOST_REMEMBERED,
                    Topics.AGENTS, FollowerSettings.EVERYTHING,
                    Topics.CONTROLS, FollowerSettings.EVERYTHING));

    private static final String EMERGENCY_STOP = "EMERGENCY_STOP";

    private final Stops stops;
    private final AvroDeserializer<ExecutionControl> controls;
    private final AvroDeserializer<AgentState> agents;
    private final AvroDeserializer<ControlState> flags;

    /** A reader that tells these stops. */
    public StopReader(Stops stops, SchemaRegistryClient registry) {
        this.stops = stops;
        this.controls = new AvroDeserializer<>(ExecutionControl.class, registry);
        this.agents = new AvroDeserializer<>(AgentState.class, registry);
        this.flags = new AvroDeserializer<>(ControlState.class, registry);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> taken) {
        if (isOf(Topics.EXECUTION_CONTROLS, taken)) {
            control(controls.deserialize(taken.topic(), taken.value()));
        } else if (isOf(Topics.AGENTS, taken)) {
            agent(taken.key(), agents.deserialize(taken.topic(), taken.value()));
        } else if (isOf(Topics.CONTROLS, taken)) {
            flag(flags.deserialize(taken.topic(), taken.value()));
        }
    }

    private void control(@Nullable ExecutionControl control) {
        if (control != null && control.getKind() == ExecutionControlKind.CANCEL) {
            stops.cancel(control);
        }
    }

    private void agent(byte @Nullable [] key, @Nullable AgentState state) {
        if (state != null) {
            stops.agentChanged(state);
        } else if (key != null) {
            stops.agentForgotten(new String(key, StandardCharsets.UTF_8));
        }
    }

    private void flag(@Nullable ControlState control) {
        if (control != null && control.getFlag().equals(EMERGENCY_STOP)) {
            control.getWorkspaceId().ifPresent(workspace -> stops.workspaceChanged(workspace, control));
        }
    }

    private static boolean isOf(Topic<? extends SpecificRecord> topic, ConsumerRecord<?, ?> taken) {
        return taken.topic().equals(topic.name());
    }
}
