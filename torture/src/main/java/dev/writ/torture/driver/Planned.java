package dev.writ.torture.driver;

import dev.writ.schemas.Ids;
import java.util.Map;

/**
 * A request to make.
 *
 * @param what for people, such as "chat of torture-intern"
 * @param path of the gateway
 * @param key names the request, however often it is sent
 * @param body the members of its JSON body
 * @param async whether the client does not wait for the decision
 */
record Planned(String what, String path, String key, Map<String, ?> body, boolean async) {

    /** As gateways without authentication name whoever asks. */
    private static final String NOBODY = "anonymous";

    Planned {
        body = Map.copyOf(body);
    }

    /** The request's id, as every gateway derives it from its key. */
    String requestId() {
        return Ids.derive("idempotency", NOBODY, "POST " + path, key);
    }
}
