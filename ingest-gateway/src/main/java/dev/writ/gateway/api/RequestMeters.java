package dev.writ.gateway.api;

import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.RequestKind;
import dev.writ.telemetry.Buckets;
import dev.writ.telemetry.PerConstant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/** The meters of requests that this gateway has decided. */
final class RequestMeters {

    private final PerConstant<RequestKind, Counter> accepted;
    private final PerConstant<Waited, Timer> waits;

    /** What a wait for a decision ended with. */
    enum Waited {
        /** The decision. */
        DECIDED,
        /** A dead letter. */
        REFUSED,
        /** Nothing in time; the client is told where to look. */
        TIMEOUT
    }

    /** Over the gateway's registry. */
    RequestMeters(MeterRegistry meters) {
        this.accepted = new PerConstant<>(
                RequestKind.class,
                kind -> Counter.builder("writ.requests.accepted")
                        .description("Requests that this gateway has written to Kafka")
                        .tag("kind", PerConstant.word(kind))
                        .register(meters));
        this.waits = new PerConstant<>(
                Waited.class,
                outcome -> Buckets.waiting("writ.decision.wait")
                        .description("Time from handing a request to Kafka to its decision's arrival at this gateway")
                        .tag("outcome", PerConstant.word(outcome))
                        .register(meters));
    }

    /** Kafka has the request. */
    void accepted(SpecificRecord request) {
        accepted.of(kindOf(request)).increment();
    }

    /** A client was kept waiting. */
    void waited(Waited outcome, long nanos) {
        waits.of(outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static RequestKind kindOf(SpecificRecord request) {
        return switch (request) {
            case ChatRequested _ -> RequestKind.CHAT;
            case CanvasRequested _ -> RequestKind.CANVAS;
            case FormSubmitted _ -> RequestKind.FORM;
            case CheckRequested _ -> RequestKind.CHECK;
            default ->
                throw new IllegalArgumentException(
                        "no request: " + request.getSchema().getFullName());
        };
    }
}
