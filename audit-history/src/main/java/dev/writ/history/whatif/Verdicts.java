package dev.writ.history.whatif;

import dev.writ.policy.Agent;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What one policy says, by the one deciding function; each question is asked once and remembered. */
final class Verdicts {

    private final Policy policy;
    private final Map<Question, Boolean> answers = new HashMap<>();

    /** All that an answer depends on. */
    private record Question(String action, Maturity maturity, boolean paused, Passing passing) {}

    Verdicts(Policy policy) {
        this.policy = policy;
    }

    boolean allows(String action, AgentStanding standing, Passing passing) {
        return answers.computeIfAbsent(
                new Question(action, standing.maturity(), standing.paused(), passing), this::answer);
    }

    private boolean answer(Question question) {
        AgentStanding standing = new AgentStanding(question.maturity(), false, question.paused(), 0);
        Agent agent = new Agent("any", "any", "any", standing, 1);
        Passing passing = question.passing();
        Decision decision = passing.isDegraded()
                ? Decision.degraded(policy, agent, question.action(), passing.controls(), Instant.EPOCH)
                : Decision.of(
                        MaturityCheck.of(policy, agent, question.action()), agent, passing.controls(), Instant.EPOCH);
        return decision.allowed();
    }
}
