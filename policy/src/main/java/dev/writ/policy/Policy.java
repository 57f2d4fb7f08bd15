package dev.writ.policy;

import static dev.writ.policy.InvalidPolicyException.require;

import dev.writ.schemas.event.ApprovalRule;
import java.util.Map;
import java.util.TreeMap;

/**
 * One version of the rules.
 *
 * @param id the policy's name
 * @param version 1 or more
 * @param actions complexity by exact action name
 * @param unknownComplexity complexity of an action that the catalogue lacks
 * @param scale which maturity follows from which confidence
 * @param deltas how outcomes and feedback move confidence
 * @param approval what a wanted approval does
 */
public record Policy(
        String id,
        long version,
        Map<String, Integer> actions,
        int unknownComplexity,
        ConfidenceScale scale,
        ConfidenceDeltas deltas,
        ApprovalRule approval) {

    /** The id of the policy that is in force. */
    public static final String DEFAULT_ID = "default";

    public Policy {
        require(!id.isBlank(), "a policy needs an id");
        require(version >= 1, "a policy's version must be 1 or more, not " + version);
        require(isComplexity(unknownComplexity), "complexity of unknown actions must be 1 to 4");
        actions.forEach((name, complexity) -> {
            require(!name.isBlank(), "an action needs a name");
            require(isComplexity(complexity), "complexity of " + name + " must be 1 to 4, not " + complexity);
        });
        actions = Map.copyOf(actions);
    }

    /** The rules that hold until others are published. */
    public static Policy builtIn() {
        Map<String, Integer> actions = new TreeMap<>();
        rate(actions, 1, "search read list get fetch summarize present_chart present_markdown present_status_panel");
        rate(actions, 2, "analyze suggest draft generate recommend stream_chat present_form llm_stream");
        rate(actions, 3, "create update send_email post_message schedule submit_form");
        rate(actions, 4, "delete execute deploy transfer payment approve");
        return new Policy(
                DEFAULT_ID,
                1,
                actions,
                2,
                new ConfidenceScale(4_000, 5_000, 7_000, 9_000),
                new ConfidenceDeltas(100, -200, -1_000, -200, 500),
                ApprovalRule.ADVISE);
    }

    /** Rates an action by its exact name. */
    public Action action(String name) {
        Integer complexity = actions.get(name);
        return complexity == null ? new Action(name, unknownComplexity, false) : new Action(name, complexity, true);
    }

    private static void rate(Map<String, Integer> actions, int complexity, String names) {
        for (String name : names.split(" ", -1)) {
            actions.put(name, complexity);
        }
    }

    private static boolean isComplexity(int level) {
        return level >= MaturityGate.LEAST && level <= MaturityGate.MOST;
    }
}
