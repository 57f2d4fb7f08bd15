package dev.writ.gateway.request;

import dev.writ.gateway.json.JsonBody;
import dev.writ.gateway.principal.Principal;

/**
 * What every command or request of a client has.
 *
 * @param id names it; the same for a retry under the same idempotency key
 * @param keyed whether the client gave an idempotency key, so that it may have been asked before
 * @param principal who asks
 * @param traceparent W3C trace context, the client's or a new one
 * @param async whether the client does not want to wait
 * @param body what is asked
 */
public record Intake(String id, boolean keyed, Principal principal, String traceparent, boolean async, JsonBody body) {}
