package dev.writ.gateway.disconnect;

/** How a reader left its stream. */
public enum Departure {
    /** It was told the last event. */
    READ_TO_THE_END,
    /** Its connection ended before. */
    GONE,
    /** It did not read fast enough, and was sent away to come back. */
    CUT
}
