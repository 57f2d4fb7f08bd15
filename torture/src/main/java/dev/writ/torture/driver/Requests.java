package dev.writ.torture.driver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What is asked: the same seed and number are the same request. */
public final class Requests {

    /** May chat, at first. */
    public static final String INTERN = "torture-intern";

    /** May not chat, whatever it does. */
    public static final String STUDENT = "torture-student";

    /** May chat, and asks for models that fail. */
    public static final String UNLUCKY = "torture-unlucky";

    private static final String CHAT = "/api/atom-agent/chat/stream";
    private static final String PRESENT = "/api/canvas/present";
    private static final List<String> MODELS =
            List.of("simulated-tokens-4", "simulated-tokens-12", "simulated-tokens-40");
    private static final List<String> FAULTS = List.of(
            "simulated-503",
            "simulated-429",
            "simulated-cut",
            "simulated-reset",
            "simulated-eof",
            "simulated-error-object",
            "simulated-half-character",
            "simulated-not-json",
            "simulated-no-done");
    private static final int SESSIONS = 500;

    private final long seed;

    /** @param seed of the run */
    public Requests(long seed) {
        this.seed = seed;
    }

    /** Whether a model answers in full; some others do as well, and nobody is asked to rely on it. */
    public static boolean answersWhole(String model) {
        return MODELS.contains(model);
    }

    /**
     * A request: of ten, four chats that may be, one of them without a wait, and one at a model that fails; two that may not;
     * three canvases; one form.
     *
     * @param number from 0
     */
    Planned at(long number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        String key = "torture-" + seed + "-" + number;
        String session = "torture-session-" + random.nextInt(SESSIONS);
        return switch (random.nextInt(10)) {
            case 0, 1 -> chat(key, session, INTERN, MODELS.get(random.nextInt(MODELS.size())), false);
            case 2 -> chat(key, session, UNLUCKY, FAULTS.get(random.nextInt(FAULTS.size())), false);
            case 3 -> chat(key, session, INTERN, MODELS.getFirst(), true);
            case 4, 5 -> chat(key, session, STUDENT, MODELS.getFirst(), false);
            case 6, 7, 8 -> canvas(key, session, Map.of("component", "markdown", "content", "From " + key));
            default ->
                canvas(
                        key,
                        session,
                        Map.of(
                                "component",
                                "form",
                                "form_schema",
                                Map.of("fields", List.of(Map.of("name", "answer", "type", "text")))));
        };
    }

    private static Planned chat(String key, String session, String agent, String model, boolean async) {
        return new Planned(
                "chat of " + agent,
                CHAT,
                key,
                Map.of(
                        "user_id",
                        "user-of-" + session,
                        "session_id",
                        session,
                        "agent_id",
                        agent,
                        "model",
                        model,
                        "message",
                        "Hello from " + key),
                async);
    }

    private static Planned canvas(String key, String session, Map<String, ?> shown) {
        Map<String, Object> body = new HashMap<>(shown);
        body.putAll(Map.of("user_id", "user-of-" + session, "session_id", session, "agent_id", INTERN));
        return new Planned("canvas of " + INTERN, PRESENT, key, body, false);
    }
}
