package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PolicyState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules in force as clients see them. */
public final class PolicyJson {

    private PolicyJson() {}

    /** The catalogue by action and by level, the thresholds and the changes of confidence. */
    public static ObjectNode of(PolicyState policy) {
        Map<String, Integer> actions = new TreeMap<>(policy.getActions());
        ObjectNode json =
                Json.object().put("policy_id", policy.getPolicyId()).put("policy_version", policy.getVersion());
        ObjectNode complexity = json.putObject("action_complexity");
        actions.forEach(complexity::put);
        ArrayNode levels = json.putArray("levels");
        List<Maturity> maturities = List.of(Maturity.values());
        for (int level = 1; level <= maturities.size(); level++) {
            int wanted = level;
            levels.addObject()
                    .put("complexity", level)
                    .put("required_status", maturities.get(level - 1).name())
                    .set(
                            "actions",
                            Json.texts(actions.entrySet().stream()
                                    .filter(action -> action.getValue() == wanted)
                                    .map(Map.Entry::getKey)
                                    .toList()));
        }
        json.put("unknown_action_complexity", policy.getUnknownActionComplexity());
        json.putObject("confidence_thresholds")
                .put("INTERN", Json.score(policy.getInternConfidence()))
                .put("SUPERVISED", Json.score(policy.getSupervisedConfidence()))
                .put("AUTONOMOUS", Json.score(policy.getAutonomousConfidence()));
        json.put("student_start_confidence", Json.score(policy.getStudentStartConfidence()));
        json.putObject("confidence_changes")
                .put("success", Json.score(policy.getSuccessDelta()))
                .put("failure", Json.score(policy.getFailureDelta()))
                .put("trusted_correction", Json.score(policy.getTrustedCorrectionDelta()))
                .put("correction", Json.score(policy.getCorrectionDelta()))
                .put("high_positive", Json.score(policy.getHighPositiveDelta()));
        return json.put("approval", Json.lower(policy.getApproval()))
                .put("actor", policy.getActor())
                .put("published_at", policy.getPublishedAt().toString());
    }
}
