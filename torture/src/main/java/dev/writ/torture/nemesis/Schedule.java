package dev.writ.torture.nemesis;

import dev.writ.torture.history.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The faults of a run, one after another with calm between them: the same seed gives the same. Every kind comes once, also where the
 * load is too short for that, before one comes again; then those again whose targets are of several roles, until each role was met;
 * and so does every target of a kind, one of each role first.
 */
public final class Schedule {

    /** Before the first fault, so that there is work to disturb; and after the last one, so that work goes on. */
    public static final Duration CALM_AT_THE_ENDS = Duration.ofSeconds(15);

    /** Between two faults, also where one takes longer than planned. */
    static final Duration LEAST_CALM = Duration.ofSeconds(5);

    private static final int LEAST_LASTING_MS = 3_000;
    private static final int MOST_LASTING_MS = 12_000;
    private static final int MOST_CALM_MS = 10_000;

    private Schedule() {}

    /**
     * Plans.
     *
     * @param seed of the run
     * @param load how long there is load
     * @param targets of each kind that may come, one or more; empty: nothing comes
     */
    public static List<PlannedFault> of(long seed, Duration load, Map<FaultKind, List<String>> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<FaultKind, List<String>> ordered = new EnumMap<>(targets);
        Deck<FaultKind> kinds = new Deck<>(oncePerRole(ordered), FaultKind::word, random);
        Map<FaultKind, Deck<String>> decks = new EnumMap<>(FaultKind.class);
        ordered.forEach((kind, names) -> decks.put(kind, new Deck<>(names, Schedule::role, random)));
        List<PlannedFault> planned = new ArrayList<>();
        long at = CALM_AT_THE_ENDS.toMillis();
        long end = load.minus(CALM_AT_THE_ENDS).toMillis();
        while (true) {
            long lasting = random.nextInt(LEAST_LASTING_MS, MOST_LASTING_MS);
            if (at + lasting > end && planned.size() >= targets.size()) {
                return planned;
            }
            FaultKind kind = kinds.draw();
            String target = decks.computeIfAbsent(kind, _ -> new Deck<>(List.of(kind.word()), Schedule::role, random))
                    .draw();
            planned.add(new PlannedFault(kind, target, Duration.ofMillis(at), Duration.ofMillis(lasting)));
            at += lasting + random.nextInt((int) LEAST_CALM.toMillis(), MOST_CALM_MS);
        }
    }

    private static List<FaultKind> oncePerRole(Map<FaultKind, List<String>> targets) {
        List<FaultKind> kinds = new ArrayList<>();
        targets.forEach(
                (kind, names) -> names.stream().map(Schedule::role).distinct().forEach(_ -> kinds.add(kind)));
        return kinds;
    }

    /** worker of worker-2; what has no number is a role of its own. */
    private static String role(String target) {
        return target.replaceFirst("-\\d+$", "");
    }
}
