package dev.writ.sink.personal;

import dev.writ.schemas.event.SubjectErased;

/**
 * An erasure as it stands in the table, and as the audit tells it.
 *
 * @param eventId of its entry
 * @param event what the entry says
 */
public record Erasure(String eventId, SubjectErased event) {}
