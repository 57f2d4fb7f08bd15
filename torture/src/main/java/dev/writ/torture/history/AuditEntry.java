package dev.writ.torture.history;

import java.util.Optional;

/**
 * A record of the audit topic.
 *
 * @param place where it stands in the log
 * @param eventId its event
 * @param digest SHA-256 of its bytes in hex
 * @param decisionId the decision that it tells of, if any
 * @param endedExecution the execution whose end it tells of, if any
 */
public record AuditEntry(
        String place, String eventId, String digest, Optional<String> decisionId, Optional<String> endedExecution) {}
