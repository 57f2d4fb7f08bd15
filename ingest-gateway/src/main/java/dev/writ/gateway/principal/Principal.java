package dev.writ.gateway.principal;

/**
 * Who asks.
 *
 * @param name stands as actor in events and bounds the scope of idempotency keys
 * @param trusted whether a correction may count as that of a trusted reviewer
 */
public record Principal(String name, boolean trusted) {

    /** Whoever reaches a gateway that authenticates nobody; trusted, as its operator chose to trust the network. */
    public static final Principal ANONYMOUS = new Principal("anonymous", true);
}
