package dev.writ.gateway.request;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.DemoteAgent;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.ReleaseMaturity;
import dev.writ.schemas.event.ResumeAgent;
import java.math.BigDecimal;
import org.apache.avro.specific.SpecificRecord;

/** Commands to the agent registry, as events. Every method throws {@link ProblemException} 400 on a bad member. */
public final class AgentCommands {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_TEXT = 262_144;
    private static final int CONFIDENCE_DECIMALS = 4;

    private AgentCommands() {}

    /** {@code {id?, name, category?, description?, workspace_id?, status?, confidence_score?, configuration?}}. */
    public static AgentCommand register(Intake intake) {
        Members members = intake.body().members();
        String id = members.id("id").orElseGet(() -> Ids.derive("agent", intake.id()));
        RegisterAgent.Builder body = RegisterAgent.newBuilder()
                .setName(members.neededText("name", LONGEST_NAME))
                .setCategory(members.text("category", LONGEST_NAME).orElse(null))
                .setDescription(members.text("description", LONGEST_TEXT).orElse(null))
                .setMaturity(members.word("status", Maturity.class).orElse(null))
                .setConfiguration(
                        members.map("configuration", (value, pointer) -> Members.text(value, pointer, LONGEST_TEXT)));
        members.number("confidence_score", BigDecimal.ZERO, BigDecimal.ONE)
                .ifPresent(score -> body.setConfidence(tenThousandths(members, score)));
        members.id("workspace_id").ifPresent(body::setWorkspaceId);
        members.end();
        return command(intake, id, body.build());
    }

    /** {@code {status}}. */
    public static AgentCommand promote(Intake intake, String agentId) {
        return command(intake, agentId, new PromoteAgent(status(intake)));
    }

    /** {@code {status}}. */
    public static AgentCommand demote(Intake intake, String agentId) {
        return command(intake, agentId, new DemoteAgent(status(intake)));
    }

    /** {@code {reason?}}. */
    public static AgentCommand release(Intake intake, String agentId) {
        return command(intake, agentId, new ReleaseMaturity(reason(intake)));
    }

    /** {@code {reason?}}. */
    public static AgentCommand pause(Intake intake, String agentId) {
        return command(intake, agentId, new PauseAgent(reason(intake)));
    }

    /** {@code {reason?}}. */
    public static AgentCommand resume(Intake intake, String agentId) {
        return command(intake, agentId, new ResumeAgent(reason(intake)));
    }

    /**
     * {@code {user_id, original_output, user_correction, input_context?, trusted?, kind?}}; the texts are read and not
     * kept. The kind is correction, unless it is high_positive, which needs no texts. A trusted correction of a principal
     * that is not trusted counts as any other.
     */
    public static AgentCommand feedback(Intake intake, String agentId) {
        Members members = intake.body().members();
        String userId = members.neededId("user_id");
        boolean trusted =
                members.flag("trusted").orElse(false) && intake.principal().trusted();
        boolean positive = members.word("kind", Feedback.class).orElse(Feedback.CORRECTION) == Feedback.HIGH_POSITIVE;
        if (!positive) {
            members.neededText("original_output", LONGEST_TEXT);
            members.neededText("user_correction", LONGEST_TEXT);
        }
        members.text("original_output", LONGEST_TEXT);
        members.text("user_correction", LONGEST_TEXT);
        members.value("input_context");
        members.end();
        FeedbackKind correction = trusted ? FeedbackKind.TRUSTED_CORRECTION : FeedbackKind.CORRECTION;
        FeedbackKind kind = positive ? FeedbackKind.HIGH_POSITIVE : correction;
        return command(intake, agentId, new RecordFeedback(kind, userId));
    }

    private enum Feedback {
        CORRECTION,
        HIGH_POSITIVE
    }

    private static AgentCommand command(Intake intake, String agentId, SpecificRecord body) {
        return AgentCommand.newBuilder()
                .setCommandId(intake.id())
                .setAgentId(agentId)
                .setActor(intake.principal().name())
                .setBody(body)
                .build();
    }

    private static Maturity status(Intake intake) {
        Members members = intake.body().members();
        Maturity status = members.word("status", Maturity.class).orElseThrow(() -> members.missing("status"));
        members.end();
        return status;
    }

    private static String reason(Intake intake) {
        Members members = intake.body().members();
        String reason = members.text("reason", LONGEST_NAME).orElse("");
        members.end();
        return reason;
    }

    private static int tenThousandths(Members members, BigDecimal score) {
        if (score.stripTrailingZeros().scale() > CONFIDENCE_DECIMALS) {
            throw members.wrong("confidence_score", "A number of at most 4 decimals is needed.");
        }
        return score.movePointRight(CONFIDENCE_DECIMALS).intValueExact();
    }
}
