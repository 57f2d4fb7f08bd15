package dev.writ.gateway.push;

import dev.writ.gateway.http.MessageSource;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Optional;
import java.util.function.Function;

/** Opens the messages of sockets. */
public final class PushDesk {

    private final PushHub hub;
    private final PushLogs logs;
    private final FormLog forms;
    private final Function<String, Optional<ExecutionEvent>> ends;

    /**
     * A desk.
     *
     * @param ends the end of an execution by its id, if it has ended and that is known
     */
    public PushDesk(
            PushHub hub,
            KafkaConnection connection,
            SchemaRegistryClient registry,
            Function<String, Optional<ExecutionEvent>> ends) {
        this.hub = hub;
        this.logs = new PushLogs(connection, registry);
        this.forms = new FormLog(connection, registry);
        this.ends = ends;
    }

    /** Opens the messages of one audience: those behind the cursor, or those of what runs now and comes from now on. */
    MessageSource open(Audience audience, Optional<PushCursor> cursor) {
        PushSubscription subscription = new PushSubscription(audience);
        return new PushReader(hub, subscription, new FollowedStreams(hub, subscription, ends), forms, logs, cursor);
    }
}
