package dev.writ.history.whatif;

import dev.writ.policy.ConfidenceDeltas;
import dev.writ.policy.Policy;
import java.util.HashMap;
import java.util.Map;

/** The built-in policy with one thing changed. */
final class Policies {

    private static final Policy BUILT_IN = Policy.builtIn();

    private Policies() {}

    static Policy rating(String action, int complexity) {
        Map<String, Integer> actions = new HashMap<>(BUILT_IN.actions());
        actions.put(action, complexity);
        return of(actions, BUILT_IN.deltas());
    }

    static Policy moving(int success, int failure) {
        ConfidenceDeltas deltas = BUILT_IN.deltas();
        return of(
                BUILT_IN.actions(),
                new ConfidenceDeltas(
                        success, failure, deltas.trustedCorrection(), deltas.correction(), deltas.highPositive()));
    }

    private static Policy of(Map<String, Integer> actions, ConfidenceDeltas deltas) {
        return new Policy(
                BUILT_IN.id(), 2, actions, BUILT_IN.unknownComplexity(), BUILT_IN.scale(), deltas, BUILT_IN.approval());
    }
}
