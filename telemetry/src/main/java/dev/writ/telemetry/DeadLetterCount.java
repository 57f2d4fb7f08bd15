package dev.writ.telemetry;

import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the dead letters of one role, by the topic of what was given up and the kind of reason. */
public final class DeadLetterCount {

    private final MeterProvider<Counter> letters;

    /** @param role who gives up, such as topology */
    public DeadLetterCount(MeterRegistry meters, String role) {
        this.letters = Counter.builder("writ.dead.letters")
                .description("Records given up, by who gave them up, their topic, and the kind of reason")
                .tag("role", role)
                .withRegistry(meters);
    }

    /** One more. */
    public void add(DeadLettered letter) {
        add(letter.getOrigin().getTopic(), letter.getReason());
    }

    /** One more, of a topic of Writ: of these there are few. */
    public void add(String topic, DeadLetterReason reason) {
        letters.withTags("topic", topic, "reason", PerConstant.word(reason)).increment();
    }
}
