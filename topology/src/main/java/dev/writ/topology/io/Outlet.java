package dev.writ.topology.io;

import dev.writ.schemas.CloudEvent;
import dev.writ.topology.account.Account;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Where a processor's records go out: to the sinks of its stage, and into the account. */
public final class Outlet {

    private final ProcessorContext<String, Object> context;
    private final Stage stage;
    private final Account account;

    /** That of one processor of the stage. */
    public Outlet(ProcessorContext<String, Object> context, Stage stage, Account account) {
        this.context = context;
        this.stage = stage;
        this.account = account;
    }

    /** Sends what follows from a record, if anything does. */
    public void send(List<Output> outputs, RawRecord cause) {
        if (!outputs.isEmpty()) {
            String trace =
                    CloudEvent.traceparentIn(cause.headers(), cause.origin().toString());
            String traceparent = account.spans().process(cause.origin(), trace);
            outputs.forEach(output -> send(output, traceparent, cause.timestamp()));
        }
    }

    /**
     * Sends it to the stage's sink of its topic, as a CloudEvent at the time of the record that caused it.
     *
     * @param traceparent the context of what it follows from
     */
    public void send(Output output, String traceparent, long timestamp) {
        String carried = account.spans().send(output.topic().name(), output.eventId(), traceparent);
        context.forward(output.toRecord(carried, timestamp), stage.sink(output.topic()));
        account.wrote(output.value());
    }
}
