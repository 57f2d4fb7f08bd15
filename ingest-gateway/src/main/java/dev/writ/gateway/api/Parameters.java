package dev.writ.gateway.api;

import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.schemas.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Path and query parameters, checked as strictly as bodies. */
final class Parameters {

    private static final String ID_NEEDED =
            "An identifier is needed: 1 to 128 letters, digits, dots, underscores, colons, hyphens.";

    private final Map<String, String> query;

    /**
     * The query's parameters.
     *
     * @throws ProblemException 400 if there are others than these
     */
    Parameters(Exchange exchange, Set<String> known) {
        this.query = exchange.query();
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw new ProblemException(Problems.invalidParameter(
                        "query", "The only query parameters here are " + String.join(", ", known) + "."));
            }
        }
    }

    /** The path parameter id. */
    static String id(Exchange exchange) {
        return valid("id", exchange.pathParameter("id"));
    }

    Optional<String> id(String name) {
        return Optional.ofNullable(query.get(name)).map(value -> valid(name, value));
    }

    String neededId(String name) {
        return id(name).orElseThrow(() -> new ProblemException(Problems.invalidParameter(name, ID_NEEDED)));
    }

    int integer(String name, int least, int most, int otherwise) {
        String value = query.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new ProblemException(
                    Problems.invalidParameter(name, "A whole number from " + least + " to " + most + " is needed."));
        }
        return Integer.parseInt(value);
    }

    /** Whether it is true; false if it is absent. */
    boolean flag(String name) {
        String value = query.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new ProblemException(Problems.invalidParameter(name, "It must be true or false."));
        }
        return value.equals("true");
    }

    private static String valid(String name, String value) {
        if (!Ids.isValid(value)) {
            throw new ProblemException(Problems.invalidParameter(name, ID_NEEDED));
        }
        return value;
    }
}
