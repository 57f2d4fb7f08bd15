package dev.writ.torture.check;

import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.Verdict;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import java.time.Instant;
import java.util.List;

/**
 * What a gateway says of a flag or an agent is not yet what a topology decides by. So a flag, a bypass or a demotion has to show in one
 * decision at least, of those that it concerns.
 */
final class ControlsShowInDecisions implements Check {

    /** Fewer may all have been decided before a topology knew. */
    private static final int LEAST_DECISIONS = 5;

    @Override
    public String claim() {
        return "every flag that was off, every bypass and every demotion shows in a decision, where " + LEAST_DECISIONS
                + " that it concerns were committed meanwhile";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        for (Injection fault : history.injections()) {
            if (isControl(fault.kind())) {
                tally.examine();
                look(fault, history.log().decisions(), tally);
            }
        }
        return tally.result();
    }

    private static boolean isControl(FaultKind kind) {
        return kind == FaultKind.FLAG_OFF || kind == FaultKind.BYPASS || kind == FaultKind.DEMOTION;
    }

    private static void look(Injection fault, List<Decision> decisions, Tally tally) {
        Instant late = fault.to().plus(OtherModesOnlyInFaults.SLACK);
        List<Decision> concerned = decisions.stream()
                .filter(decision -> concerns(fault, decision))
                .filter(decision -> committedBetween(decision, fault.from(), late))
                .toList();
        if (concerned.stream().anyMatch(decision -> shows(fault.kind(), decision))) {
            return;
        }
        long meanwhile = concerned.stream()
                .filter(decision -> committedBetween(decision, fault.from(), fault.to()))
                .count();
        if (meanwhile < LEAST_DECISIONS) {
            tally.note(fault.place() + " could not show: it concerned " + meanwhile + " decisions");
        } else {
            tally.wrong(
                    fault.place(),
                    "of " + meanwhile + " decisions that it concerns and that were committed meanwhile, none shows it");
        }
    }

    private static boolean concerns(Injection fault, Decision decision) {
        return switch (fault.target()) {
            case "STREAMING_GOVERNANCE_ENABLED" -> decision.action().equals("stream_chat");
            case "CANVAS_GOVERNANCE_ENABLED" -> decision.action().startsWith("present_");
            case "EMERGENCY_GOVERNANCE_BYPASS" -> true;
            default ->
                decision.agentId().equals(fault.target()) && !decision.action().equals("present_markdown");
        };
    }

    private static boolean shows(FaultKind kind, Decision decision) {
        return switch (kind) {
            case FLAG_OFF -> decision.mode() == DecisionMode.FLAG_OFF;
            case BYPASS -> decision.mode() == DecisionMode.BYPASS;
            default -> decision.verdict() == Verdict.BLOCKED;
        };
    }

    private static boolean committedBetween(Decision decision, Instant from, Instant to) {
        return decision.committedAt()
                .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                .isPresent();
    }
}
