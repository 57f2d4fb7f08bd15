package dev.writ.launcher.secured;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which remembers what was asked of it; the broker makes it, so its memory is shared. */
public final class WatchingAuthorizer extends StandardAuthorizer {

    private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

    /**
     * Something that somebody wanted to do.
     *
     * @param principal such as {@code User:writ-gateway}
     * @param reported whether the broker logs it if it is denied; not if it only filters what it lists
     */
    record Asked(
            String principal, ResourcePattern resource, AclOperation operation, boolean allowed, boolean reported) {

        /** Whether a right on the resource, or on names that begin so, lets do this. */
        boolean isOf(String who, ResourcePattern right, AclOperation rightOperation) {
            boolean named = right.patternType() == PatternType.PREFIXED
                    ? resource.name().startsWith(right.name())
                    : resource.name().equals(right.name());
            return principal.equals(who)
                    && named
                    && resource.resourceType() == right.resourceType()
                    && operation == rightOperation;
        }
    }

    /** What was asked since the last {@link #forget}. */
    static Set<Asked> asked() {
        return Set.copyOf(ASKED);
    }

    static void forget() {
        ASKED.clear();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        IntStream.range(0, actions.size()).forEach(i -> {
            Action action = actions.get(i);
            ASKED.add(new Asked(
                    context.principal().toString(),
                    action.resourcePattern(),
                    action.operation(),
                    results.get(i) == AuthorizationResult.ALLOWED,
                    action.logIfDenied()));
        });
        return results;
    }
}
