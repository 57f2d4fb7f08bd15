package dev.writ.gateway;

import dev.writ.gateway.api.Readiness;
import dev.writ.gateway.feed.RecordFeed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Readiness of a gateway as its feeds have it; unready for good once it stops. */
final class FeedReadiness implements Readiness {

    private final Map<String, RecordFeed> feeds;
    private volatile boolean stopping;

    FeedReadiness(Map<String, RecordFeed> feeds) {
        this.feeds = Map.copyOf(feeds);
    }

    @Override
    public Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        feeds.forEach((name, feed) -> feed.trouble().ifPresent(trouble -> troubles.put(name, trouble)));
        if (stopping) {
            troubles.put("server", "is stopping");
        }
        return troubles;
    }

    @Override
    public boolean hasBeenReady() {
        return feeds.values().stream().allMatch(RecordFeed::isCaughtUp);
    }

    void stop() {
        stopping = true;
    }
}
