package dev.writ.torture.history;

/**
 * A request that the driver was about to send; whether anybody got it is not said.
 *
 * @param place where the journal says so
 * @param requestId the request, as the gateway derives it
 */
public record Intent(String place, String requestId) {}
