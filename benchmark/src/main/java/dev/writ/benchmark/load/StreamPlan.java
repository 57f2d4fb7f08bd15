package dev.writ.benchmark.load;

import dev.writ.benchmark.writ.BenchAgent;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What a load asks for.
 *
 * @param url the base URL of a gateway or a provider, http with a port
 * @param route how it is asked
 * @param agent the agent that is asked
 * @param run names the run in the questions, so that no two are alike
 * @param streams how many at once, 1 or more
 * @param rampUp the time over which they are opened
 * @param tokens the length of each answer, 1 or more
 * @param rate tokens per second of each
 * @param cause what all are to be cancelled for, as their end says it; empty if they are to end by themselves, as they must
 *     on the OpenAI route
 */
public record StreamPlan(
        URI url,
        Route route,
        BenchAgent agent,
        String run,
        int streams,
        Duration rampUp,
        int tokens,
        double rate,
        Optional<String> cause) {

    /** How long one answer lasts. */
    public Duration answer() {
        return Duration.ofNanos(Math.round(tokens / rate * 1e9));
    }

    /** The simulated model that answers in so many tokens. */
    String model() {
        return "simulated-tokens-" + tokens;
    }

    /** What one stream asks. */
    String question(int stream) {
        return "stream " + stream + " of " + run;
    }

    /** The request's body. */
    String body(int stream) {
        return switch (route) {
            case NATIVE -> """
                {"message":"%s","user_id":"bench","agent_id":"%s","workspace_id":"%s","model":"%s","max_tokens":%d}""".formatted(question(stream), agent.id(), agent.workspace(), model(), tokens);
            case OPENAI -> """
                {"model":"%s","stream":true,"max_tokens":%d,"messages":[{"role":"user","content":"%s"}]}""".formatted(model(), tokens, question(stream));
        };
    }
}
