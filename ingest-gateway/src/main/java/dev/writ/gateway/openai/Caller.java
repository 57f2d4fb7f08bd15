package dev.writ.gateway.openai;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.json.JsonBody;
import dev.writ.gateway.json.Members;
import dev.writ.gateway.principal.Principal;
import dev.writ.gateway.request.Intake;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.DisconnectRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For whom a completion is, which the dialect has no members for: header fields, else {@code metadata}.
 *
 * @param workspaceId empty takes the default
 * @param sessionId empty starts one
 * @param agentId empty leaves it to session, workspace and system default
 * @param onDisconnect empty takes the default
 */
record Caller(
        String userId,
        Optional<String> workspaceId,
        Optional<String> sessionId,
        Optional<String> agentId,
        Optional<DisconnectRule> onDisconnect) {

    /** The workspace. */
    static final String WORKSPACE = "X-Workspace-Id";

    /** The conversation; also in the answer. */
    static final String SESSION = "X-Session-Id";

    /** The agent that is asked for; in the answer, the responsible one. */
    static final String AGENT = "X-Agent-Id";

    private static final String USER = "X-User-Id";
    private static final List<String> HEADERS = List.of(WORKSPACE, SESSION, AGENT, USER);
    private static final int LONGEST_USER = 512;

    /**
     * Reads header fields, {@code metadata} and {@code user}; a user that is no identifier is one by derivation.
     *
     * @param metadata empty if there is none
     * @throws ProblemException 400 if an identifier is none
     */
    static Caller read(Exchange exchange, Members body, Optional<Members> metadata, Principal principal) {
        Optional<String> user = body.text("user", LONGEST_USER).filter(text -> !text.isEmpty());
        String userId = header(exchange, USER).orElseGet(() -> userOf(user.orElse(principal.name())));
        return new Caller(
                userId,
                id(exchange, WORKSPACE, metadata, "workspace_id"),
                id(exchange, SESSION, metadata, "session_id"),
                id(exchange, AGENT, metadata, "agent_id"),
                metadata.flatMap(members -> members.word("on_disconnect", DisconnectRule.class)));
    }

    /**
     * A header field that holds an identifier; an empty one is none.
     *
     * @throws ProblemException 400 if it holds something else, or is repeated
     */
    static Optional<String> header(Exchange exchange, String name) {
        Optional<String> value = exchange.header(name).map(String::strip).filter(text -> !text.isEmpty());
        if (value.filter(text -> !Ids.isValid(text)).isPresent()) {
            throw new ProblemException(Problems.invalidHeader(
                    name, "An identifier is needed: 1 to 128 letters, digits, dots, underscores, colons, hyphens."));
        }
        return value;
    }

    /**
     * The intake of a completion: the header fields that say for whom it is are part of what is asked, so that a key is
     * not taken for another agent's request. The dialect cannot be answered later.
     */
    static Intake intake(Exchange exchange, Intake intake) {
        String headers = HEADERS.stream()
                .flatMap(name -> header(exchange, name).map(value -> name + ": " + value + "\n").stream())
                .collect(Collectors.joining());
        JsonBody body = intake.body();
        String hash = headers.isEmpty()
                ? body.hash()
                : Ids.sha256Hex((headers + body.hash()).getBytes(StandardCharsets.UTF_8));
        return new Intake(
                intake.id(),
                intake.keyed(),
                intake.principal(),
                intake.traceparent(),
                false,
                new JsonBody(body.value(), hash));
    }

    private static Optional<String> id(Exchange exchange, String header, Optional<Members> metadata, String member) {
        // Both are looked at, so that the one that loses is not handed on as a parameter.
        Optional<String> said = metadata.flatMap(members -> members.id(member));
        return header(exchange, header).or(() -> said);
    }

    private static String userOf(String name) {
        return Ids.isValid(name) ? name : Ids.derive("user", name);
    }
}
