package dev.writ.topology.account;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.telemetry.PerConstant;
import dev.writ.telemetry.RecordSpans;
import dev.writ.telemetry.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The topology's spans. They are told of once their transaction is committed, as whatever else counts, and end there. Their ids
 * follow from what they are about, so that the context that a record carries is the same whenever its transaction is tried
 * again. With tracing off, contexts pass through, and nothing else happens.
 */
public final class Spans {

    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("writ.decision.verdict");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("writ.decision.reason");
    private static final AttributeKey<String> MODE = AttributeKey.stringKey("writ.decision.mode");
    private static final AttributeKey<String> CACHE = AttributeKey.stringKey("writ.decision.cache");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("writ.decision.kind");
    private static final AttributeKey<String> ACTION = AttributeKey.stringKey("writ.decision.action");
    private static final AttributeKey<String> MATURITY = AttributeKey.stringKey("writ.agent.maturity");
    private static final AttributeKey<String> REQUIRED = AttributeKey.stringKey("writ.decision.required.maturity");
    private static final AttributeKey<Long> POLICY_VERSION = AttributeKey.longKey("writ.policy.version");
    private static final AttributeKey<String> DECISION = AttributeKey.stringKey("writ.decision.id");

    private final Tracing tracing;
    private final Commits commits;
    private final InstantSource clock;

    Spans(Tracing tracing, Commits commits, InstantSource clock) {
        this.tracing = tracing;
        this.commits = commits;
        this.clock = clock;
    }

    /**
     * The processing of a record begins; it ends with the commit.
     *
     * @param parent the record's context
     * @return the context of what follows from the record
     */
    public String process(RecordOrigin origin, String parent) {
        if (!tracing.isOn()) {
            return parent;
        }
        String topic = origin.getTopic();
        String id = Tracing.spanId("process:" + topic + "-" + origin.getPartition() + "@" + origin.getOffset());
        Instant began = clock.instant();
        commits.then(() -> tracing.tell(
                SpanKind.CONSUMER,
                RecordSpans.processing(topic),
                id,
                parent,
                began,
                clock.instant(),
                RecordSpans.processed(topic, origin.getPartition(), origin.getOffset())));
        return Tracing.contextIn(id, parent);
    }

    /**
     * A record is sent; it is there with the commit.
     *
     * @param parent the context of what it follows from
     * @return the context that it carries
     */
    public String send(String topic, String eventId, String parent) {
        if (!tracing.isOn()) {
            return parent;
        }
        String id = Tracing.spanId("send:" + topic + ":" + eventId + ":" + parent);
        Instant began = clock.instant();
        commits.then(() -> tracing.tell(
                SpanKind.PRODUCER,
                RecordSpans.sending(topic),
                id,
                parent,
                began,
                clock.instant(),
                RecordSpans.sent(topic)));
        return Tracing.contextIn(id, parent);
    }

    /**
     * A decision was made.
     *
     * @param parent the context of its request's processing
     * @param nanos how long it took, up to now
     */
    public void decided(ActionDecided decision, String parent, long nanos) {
        if (tracing.isOn()) {
            Instant until = clock.instant();
            commits.then(() -> tracing.tell(
                    SpanKind.INTERNAL,
                    "decide " + DecisionLabels.of(decision).action(),
                    Tracing.spanId("decide:" + decision.getDecisionId()),
                    parent,
                    until.minusNanos(nanos),
                    until,
                    attributes(decision)));
        }
    }

    /** What may be shown to whoever sees traces: no words, no names, no persons. The id leads to the audit. */
    private static Attributes attributes(ActionDecided decision) {
        DecisionLabels labels = DecisionLabels.of(decision);
        GovernanceCheck check = decision.getCheck();
        return Attributes.builder()
                .put(KIND, PerConstant.word(labels.kind()))
                .put(ACTION, labels.action())
                .put(VERDICT, PerConstant.word(labels.verdict()))
                .put(REASON, labels.reason())
                .put(MODE, PerConstant.word(labels.mode()))
                .put(CACHE, PerConstant.word(check.getCache()))
                .put(MATURITY, PerConstant.word(check.getAgentStatus()))
                .put(REQUIRED, PerConstant.word(check.getRequiredStatus()))
                .put(POLICY_VERSION, check.getPolicyVersion())
                .put(DECISION, decision.getDecisionId())
                .build();
    }
}
