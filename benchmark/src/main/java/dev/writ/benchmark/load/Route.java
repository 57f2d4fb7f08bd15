package dev.writ.benchmark.load;

/** How a stream is asked for, and what its events look like. */
public enum Route {
    /** Writ's own. */
    NATIVE("/api/atom-agent/chat/stream"),
    /** The OpenAI dialect, which Writ and providers speak alike. */
    OPENAI("/v1/chat/completions");

    private final String path;

    Route(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
