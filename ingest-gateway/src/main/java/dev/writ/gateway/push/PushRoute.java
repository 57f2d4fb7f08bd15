package dev.writ.gateway.push;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.MessageSource;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.schemas.Ids;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The WebSocket at {@code /ws}. */
public final class PushRoute {

    private static final Set<String> PARAMETERS = Set.of("user_id", "session_id", "workspace_id", "cursor");
    private static final String ANY_ORIGIN = "*";

    private final PushDesk desk;
    private final PrincipalResolver principals;
    private final List<String> origins;
    private final BooleanSupplier hasBeenReady;

    /**
     * The route.
     *
     * @param origins web origins beside the gateway's own whose pages may open sockets; an asterisk: all
     * @param hasBeenReady whether the gateway knows what was there before
     */
    public PushRoute(PushDesk desk, PrincipalResolver principals, List<String> origins, BooleanSupplier hasBeenReady) {
        this.desk = desk;
        this.principals = principals;
        this.origins = List.copyOf(origins);
        this.hasBeenReady = hasBeenReady;
    }

    public List<Route> routes() {
        return List.of(Route.get("/ws", this::open));
    }

    private Answer open(Exchange exchange) {
        if (!exchange.headers("Upgrade").stream().anyMatch("websocket"::equalsIgnoreCase)) {
            throw new ProblemException(
                    Problem.of(426, "upgrade_required", "Upgrade required", "This path speaks WebSocket only.")
                            .withHeader("Upgrade", "websocket"));
        }
        if (!hasBeenReady.getAsBoolean()) {
            throw new ProblemException(
                    Problems.unavailable("starting", "The gateway is reading what was there before; try again."));
        }
        refuseForeignPages(exchange);
        principals.resolve(exchange);
        Map<String, String> query = exchange.query();
        if (!PARAMETERS.containsAll(query.keySet())) {
            throw new ProblemException(Problems.invalidParameter(
                    "query", "The only query parameters here are user_id, session_id, workspace_id and cursor."));
        }
        Audience audience = new Audience(
                id(query, "user_id")
                        .orElseThrow(() -> new ProblemException(
                                Problems.invalidParameter("user_id", "The user whose messages to push is needed."))),
                id(query, "session_id"),
                id(query, "workspace_id"));
        Optional<String> text = Optional.ofNullable(query.get("cursor")).filter(given -> !given.isEmpty());
        Optional<PushCursor> cursor = text.flatMap(PushCursor::parse);
        return new Answer.Socket(text.isPresent() && cursor.isEmpty() ? new Refused() : desk.open(audience, cursor));
    }

    /** Browsers let any page open a socket to anywhere, and say whose page it is; other clients say nothing. */
    private void refuseForeignPages(Exchange exchange) {
        Optional<String> origin = exchange.header("Origin");
        if (origin.isEmpty() || origins.contains(ANY_ORIGIN) || origins.contains(origin.get())) {
            return;
        }
        String host = exchange.header("Host").orElse("");
        if (!authority(origin.get()).equalsIgnoreCase(host)) {
            throw new ProblemException(
                    Problem.of(403, "origin_refused", "Forbidden", "Pages of this origin may not open sockets here."));
        }
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) { // No URL, so no origin that could be ours.
            return "";
        }
    }

    private static Optional<String> id(Map<String, String> query, String name) {
        Optional<String> value = Optional.ofNullable(query.get(name));
        if (value.filter(given -> !Ids.isValid(given)).isPresent()) {
            throw new ProblemException(Problems.invalidParameter(
                    name, "An identifier is needed: 1 to 128 letters, digits, dots, underscores, colons, hyphens."));
        }
        return value;
    }

    /** Browsers do not show their pages why an upgrade was refused, but do show a close frame. */
    private static final class Refused implements MessageSource {

        @Override
        public Step next(Duration wait) {
            return new End(End.POLICY_VIOLATION, "the cursor is malformed");
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
