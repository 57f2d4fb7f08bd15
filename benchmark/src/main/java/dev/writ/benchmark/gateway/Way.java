package dev.writ.benchmark.gateway;

import java.util.List;

/** What is compared: each of the ones with Writ has its reference beside it. */
enum Way {
    /** The gateway's HTTP server, which answers the same without Kafka. */
    HTTP_ALONE("http alone"),
    /** The gateway, which answers with the decision. */
    WAITING("gateway"),
    /** A producer, which waits for the broker to have the request. */
    PRODUCER("producer"),
    /** The gateway, which answers once the broker has the request. */
    ASYNC("gateway, async");

    static final List<Way> ALL = List.of(values());

    private final String words;

    Way(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
