package dev.writ.torture.history;

/** What a client is told about its request, all of which Writ is then held to. */
public enum Answer {
    /** It was let through. */
    ALLOWED,
    /** It was blocked by governance. */
    BLOCKED,
    /** It is on its way, and will be decided. */
    ACCEPTED,
    /** It cannot be carried out: refused by its decision, or a dead letter. */
    REFUSED,
    /** What no gateway should say; the journal has it. */
    UNEXPECTED
}
