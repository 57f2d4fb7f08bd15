package dev.writ.gateway.state;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.gateway.decision.Outcome;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The latest agents, policies, flags and canvases, as the state topics say, and how far they were read. */
public final class StateView implements RecordReader {

    private static final String POLICY_IN_FORCE = "default";

    /** The change of an agent that an execution's end makes, and no command. */
    private static final String BY_EXECUTION = "outcome";

    private final NavigableMap<String, AgentState> agents = new ConcurrentSkipListMap<>();
    private final Map<String, PolicyState> policies = new ConcurrentHashMap<>();
    private final NavigableMap<String, ControlState> controls = new ConcurrentSkipListMap<>();
    private final Map<String, CanvasState> canvases = new ConcurrentHashMap<>();
    private final OffsetTracker offsets = new OffsetTracker();
    private final Outcomes outcomes;
    private final StateListener listener;
    private final TypedReader<AgentState> agentReader;
    private final TypedReader<PolicyState> policyReader;
    private final TypedReader<ControlState> controlReader;
    private final TypedReader<CanvasState> canvasReader;
    private final TypedReader<SessionState> sessionReader;
    private final TypedReader<WorkspaceState> workspaceReader;

    /** An empty view that tells outcomes of each agent that changes, and the listener of agents and canvases. */
    public StateView(SchemaRegistryClient registry, Outcomes outcomes, StateListener listener) {
        this.outcomes = outcomes;
        this.listener = listener;
        this.agentReader = new TypedReader<>(Topics.AGENTS, registry);
        this.policyReader = new TypedReader<>(Topics.POLICIES, registry);
        this.controlReader = new TypedReader<>(Topics.CONTROLS, registry);
        this.canvasReader = new TypedReader<>(Topics.CANVASES, registry);
        this.sessionReader = new TypedReader<>(Topics.SESSIONS, registry);
        this.workspaceReader = new TypedReader<>(Topics.WORKSPACES, registry);
    }

    /** What to follow. */
    public static FeedSettings feed() {
        return new FeedSettings(
                "writ-gateway-state",
                Map.of(
                        Topics.AGENTS, FeedSettings.EVERYTHING,
                        Topics.SESSIONS, FeedSettings.EVERYTHING,
                        Topics.WORKSPACES, FeedSettings.EVERYTHING,
                        Topics.POLICIES, FeedSettings.EVERYTHING,
                        Topics.CONTROLS, FeedSettings.EVERYTHING,
                        Topics.CANVASES, FeedSettings.EVERYTHING));
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (agentReader.reads(record)) {
            AgentState agent = keep(agentReader, record, agents);
            see(record);
            if (agent != null) {
                listener.changed(agent);
            }
            if (agent != null && !agent.getChange().equals(BY_EXECUTION)) {
                // Behind the position: whoever is told and asks again must be seen to have seen it.
                outcomes.complete(agent.getChangedBy(), new Outcome.Changed(agent));
            }
            return;
        } else if (policyReader.reads(record)) {
            keep(policyReader, record, policies);
        } else if (controlReader.reads(record)) {
            keep(controlReader, record, controls);
        } else if (canvasReader.reads(record)) {
            CanvasState canvas = keep(canvasReader, record, canvases);
            if (canvas != null && !canvas.getOpen()) {
                canvases.remove(canvas.getCanvasId());
            }
            if (canvas != null) {
                listener.changed(canvas);
            }
        } else if (sessionReader.reads(record)) {
            // Only the position counts: nobody asks the gateway for sessions or workspaces.
            sessionReader.valueOrTombstone(record);
        } else {
            workspaceReader.valueOrTombstone(record);
        }
        see(record);
    }

    @Override
    public void afterBatch() {
        offsets.signal();
    }

    /** The agent of an id. */
    public Optional<AgentState> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    /** The agents whose ids come behind the given one, in order; the empty text begins with the first. */
    public Stream<AgentState> agentsAfter(String id) {
        return agents.tailMap(id, false).values().stream();
    }

    /** The policy in force; empty until it was published. */
    public Optional<PolicyState> policy() {
        return Optional.ofNullable(policies.get(POLICY_IN_FORCE));
    }

    /** The latest setting of a flag; empty if it was never set. */
    public Optional<ControlState> control(String flag) {
        return Optional.ofNullable(controls.get(flag));
    }

    /** The latest settings of a flag that is set for one workspace at a time, in the order of the workspaces. */
    public Stream<ControlState> controlsByWorkspace(String flag) {
        return controls.values().stream()
                .filter(control -> control.getFlag().equals(flag)
                        && control.getWorkspaceId().isPresent());
    }

    /** The canvases that are open, in no order. */
    public Stream<CanvasState> openCanvases() {
        return canvases.values().stream().filter(CanvasState::getOpen);
    }

    /** The canvas of an id, if it is open. */
    public Optional<CanvasState> openCanvas(String id) {
        return Optional.ofNullable(canvases.get(id)).filter(CanvasState::getOpen);
    }

    /**
     * How far this view has got.
     *
     * @param session the partition of writ.sessions that matters; empty if none does
     */
    public ObservedPositions observed(Optional<TopicPartition> session) {
        return offsets.observed(partition -> !partition.topic().equals(Topics.SESSIONS.name())
                || session.filter(partition::equals).isPresent());
    }

    /** Waits until the view holds a record; false if it does not in time. */
    public boolean await(TopicPartition partition, long offset, Duration timeout) throws InterruptedException {
        return offsets.await(partition, offset, timeout);
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        offsets.see(new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    private static <V extends SpecificRecord> @Nullable V keep(
            TypedReader<V> reader, ConsumerRecord<byte[], byte[]> record, Map<String, V> view) {
        String key = reader.key(record);
        V value = reader.valueOrTombstone(record);
        if (value == null) {
            view.remove(key);
        } else {
            view.put(key, value);
        }
        return value;
    }
}
