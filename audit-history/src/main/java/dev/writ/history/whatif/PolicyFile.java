package dev.writ.history.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.policy.ConfidenceDeltas;
import dev.writ.policy.ConfidenceScale;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.ApprovalRule;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A policy as JSON, as GET /api/governance/rules shows the one in force: take that, change it, ask. */
public final class PolicyFile {

    private static final int CONFIDENCE_DECIMALS = 4;
    private static final String SCORE = "a number with " + CONFIDENCE_DECIMALS + " decimals at most";

    /** Shown for people, and of no effect here. */
    private static final Set<String> SHOWN = Set.of("levels", "actor", "published_at");

    private static final Set<String> MEMBERS = Set.of(
            "policy_id",
            "policy_version",
            "action_complexity",
            "unknown_action_complexity",
            "confidence_thresholds",
            "student_start_confidence",
            "confidence_changes",
            "approval");

    private PolicyFile() {}

    /**
     * Reads it.
     *
     * @throws InvalidPolicyException if it is not JSON, lacks a member, has an unknown one, or breaks an invariant of a policy
     */
    public static Policy parse(byte[] json) {
        JsonNode policy = read(json);
        refuseUnknown(policy);
        JsonNode thresholds = member(policy, "confidence_thresholds");
        JsonNode changes = member(policy, "confidence_changes");
        return new Policy(
                text(policy, "policy_id"),
                whole(policy, "policy_version"),
                actions(member(policy, "action_complexity")),
                whole(policy, "unknown_action_complexity"),
                new ConfidenceScale(
                        score(policy, "student_start_confidence"),
                        score(thresholds, "INTERN"),
                        score(thresholds, "SUPERVISED"),
                        score(thresholds, "AUTONOMOUS")),
                new ConfidenceDeltas(
                        score(changes, "success"),
                        score(changes, "failure"),
                        score(changes, "trusted_correction"),
                        score(changes, "correction"),
                        score(changes, "high_positive")),
                approval(text(policy, "approval")));
    }

    private static JsonNode read(byte[] json) {
        try {
            JsonNode policy = new ObjectMapper().readTree(json);
            if (policy == null || !policy.isObject()) {
                throw new InvalidPolicyException("a policy must be a JSON object");
            }
            return policy;
        } catch (IOException e) {
            throw new InvalidPolicyException("a policy must be JSON: " + e.getMessage());
        }
    }

    private static void refuseUnknown(JsonNode policy) {
        for (Iterator<String> names = policy.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name) && !SHOWN.contains(name)) {
                throw new InvalidPolicyException("a policy has no member " + name);
            }
        }
    }

    private static Map<String, Integer> actions(JsonNode complexity) {
        require(complexity.isObject(), "action_complexity", "an object");
        Map<String, Integer> actions = new TreeMap<>();
        complexity.fieldNames().forEachRemaining(action -> actions.put(action, whole(complexity, action)));
        return actions;
    }

    private static ApprovalRule approval(String word) {
        return switch (word) {
            case "advise" -> ApprovalRule.ADVISE;
            case "require" -> ApprovalRule.REQUIRE;
            default -> throw new InvalidPolicyException("approval must be advise or require, not " + word);
        };
    }

    private static int score(JsonNode in, String name) {
        JsonNode value = member(in, name);
        try {
            require(value.isNumber(), name, SCORE);
            return value.decimalValue().movePointRight(CONFIDENCE_DECIMALS).intValueExact();
        } catch (ArithmeticException _) { // More decimals, or far out of range.
            throw refused(name, SCORE);
        }
    }

    private static int whole(JsonNode in, String name) {
        JsonNode value = member(in, name);
        require(value.isIntegralNumber() && value.canConvertToInt(), name, "a whole number");
        return value.intValue();
    }

    private static String text(JsonNode in, String name) {
        JsonNode value = member(in, name);
        require(value.isTextual(), name, "a text");
        return value.textValue();
    }

    private static JsonNode member(JsonNode in, String name) {
        JsonNode value = in.get(name);
        if (value == null) {
            throw new InvalidPolicyException("a policy needs " + name);
        }
        return value;
    }

    private static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw refused(name, what);
        }
    }

    private static InvalidPolicyException refused(String name, String what) {
        return new InvalidPolicyException(name + " must be " + what);
    }
}
