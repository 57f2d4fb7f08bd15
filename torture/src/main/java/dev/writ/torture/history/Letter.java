package dev.writ.torture.history;

import java.util.Optional;

/**
 * A dead letter.
 *
 * @param place where it stands in the log
 * @param requestId the request, where its record could be read that far
 * @param origin the record that was given up, as a place
 * @param ofRequest whether that record was a request
 * @param why reason and code
 * @param stage which part of Writ gave up
 */
public record Letter(
        String place, Optional<String> requestId, String origin, boolean ofRequest, String why, String stage) {}
