package dev.writ.gateway;

import dev.writ.feed.FeedSettings;
import dev.writ.gateway.decision.DecisionReader;
import dev.writ.gateway.disconnect.ReadingFeed;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.tokens.TokenFeed;
import dev.writ.schemas.Access;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** What a gateway does on the cluster. It is in no consumer group. */
public final class GatewayAccess {

    /** What a client may ask for or change, and the dead letters of what cannot be read. */
    private static final List<Topic<? extends SpecificRecord>> WRITES = List.of(
            Topics.CHAT_REQUESTS,
            Topics.CANVAS_REQUESTS,
            Topics.FORM_REQUESTS,
            Topics.CHECK_REQUESTS,
            Topics.AGENT_COMMANDS,
            Topics.SESSIONS,
            Topics.WORKSPACES,
            Topics.CONTROLS,
            Topics.EXECUTION_CONTROLS,
            Topics.DEAD_LETTERS);

    /** What it looks up, or follows beside its feeds. */
    private static final List<Topic<? extends SpecificRecord>> READS =
            List.of(Topics.TEXTS, Topics.MODELS, Topics.FORM_REQUESTS);

    private GatewayAccess() {}

    /** The access of every gateway. */
    public static Access access() {
        Set<Topic<?>> followed = Stream.of(
                        StateView.feed(), DecisionReader.feed(), TokenFeed.feed(), ReadingFeed.feed())
                .map(FeedSettings::lookBacks)
                .map(Map::keySet)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        List<Topic<? extends SpecificRecord>> reads = Topics.ALL.stream()
                .filter(topic -> followed.contains(topic) || READS.contains(topic))
                .toList();
        return Access.reading(Topics.names(reads)).and(Access.writing(Topics.names(WRITES)));
    }
}
