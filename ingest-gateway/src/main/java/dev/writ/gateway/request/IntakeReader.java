package dev.writ.gateway.request;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.JsonBody;
import dev.writ.gateway.principal.Principal;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Reads what every command or request of a client has. */
public final class IntakeReader {

    private static final String RESPOND_ASYNC = "respond-async";

    private final PrincipalResolver principals;

    public IntakeReader(PrincipalResolver principals) {
        this.principals = principals;
    }

    /**
     * The intake of a request that must have a body.
     *
     * @throws ProblemException if the body, the idempotency key or the credentials are not as they must be
     */
    public Intake read(Exchange exchange) throws InterruptedException {
        return read(exchange, JsonBody.read(exchange));
    }

    /** The intake of a request that may have a body. */
    public Intake readOptional(Exchange exchange) throws InterruptedException {
        return read(exchange, JsonBody.readOptional(exchange));
    }

    private Intake read(Exchange exchange, JsonBody body) {
        Principal principal = principals.resolve(exchange);
        Optional<String> key = IdempotencyKey.of(exchange);
        String operation = exchange.method() + " " + exchange.path();
        String id = key.map(text -> Ids.derive("idempotency", principal.name(), operation, text))
                .orElseGet(() -> UUID.randomUUID().toString());
        String traceparent = exchange.traceparent().orElseGet(() -> CloudEvent.traceparentFrom(id));
        return new Intake(id, key.isPresent(), principal, traceparent, prefersAsync(exchange), body);
    }

    /** RFC 7240: preferences are separated by commas, their parameters by semicolons. */
    private static boolean prefersAsync(Exchange exchange) {
        return exchange.headers("Prefer").stream()
                .flatMap(field -> Arrays.stream(field.split(",", -1)))
                .map(preference -> preference.split(";", 2)[0].strip())
                .anyMatch(RESPOND_ASYNC::equalsIgnoreCase);
    }
}
