package dev.writ.gateway;

import dev.writ.feed.RecordFeed;
import java.util.LinkedHashMap;
import java.util.Map;

/** Readiness of a gateway as its feeds have it; unready for good once it stops. */
final class FeedReadiness {

    private final Map<String, RecordFeed> feeds;
    private volatile boolean stopping;

    FeedReadiness(Map<String, RecordFeed> feeds) {
        this.feeds = Map.copyOf(feeds);
    }

    /** Why each part that does not work now does not; empty if all do. By the names of the parts. */
    Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        feeds.forEach((name, feed) -> feed.trouble().ifPresent(trouble -> troubles.put(name, trouble)));
        if (stopping) {
            troubles.put("server", "is stopping");
        }
        return troubles;
    }

    /** Whether every view held once what was there before, so that its answers are not merely gaps. */
    boolean hasBeenReady() {
        return feeds.values().stream().allMatch(RecordFeed::isCaughtUp);
    }

    void stop() {
        stopping = true;
    }
}
