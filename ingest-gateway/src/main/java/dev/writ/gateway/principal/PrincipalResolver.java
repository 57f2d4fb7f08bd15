package dev.writ.gateway.principal;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;

/** Finds out who asks. The only place that looks at credentials. */
@FunctionalInterface
public interface PrincipalResolver {

    /** Authenticates nobody. */
    PrincipalResolver NOBODY = _ -> Principal.ANONYMOUS;

    /**
     * Who sent the request.
     *
     * @throws ProblemException 401 or 403 if the credentials are missing or wrong
     */
    Principal resolve(Exchange exchange);
}
