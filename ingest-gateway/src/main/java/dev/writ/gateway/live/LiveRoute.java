package dev.writ.gateway.live;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import java.util.Map;

/** GET /api/governance/feed: what happens, as server-sent events. */
public final class LiveRoute {

    private final LiveFeed feed;

    public LiveRoute(LiveFeed feed) {
        this.feed = feed;
    }

    /** The route. */
    public Route route() {
        return Route.get("/api/governance/feed", this::watch);
    }

    private Answer watch(Exchange exchange) {
        if (!exchange.query().isEmpty()) {
            throw new ProblemException(Problems.invalidParameter("query", "There are no query parameters here."));
        }
        return new Answer.Events(feed.join(exchange.header("Last-Event-ID")), Map.of());
    }
}
