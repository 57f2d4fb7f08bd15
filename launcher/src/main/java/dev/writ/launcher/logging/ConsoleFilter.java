package dev.writ.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets Writ's own events through from INFO, and those of libraries from WARN. Where a file has the rest: those of libraries
 * from ERROR, and no line for each request.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {

    private static final String OURS = "dev.writ.";

    private static final String ACCESS = ".access";

    private volatile boolean quiet;

    /** From now on a file has the rest. */
    void quieten() {
        quiet = true;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        Level least = !logger.startsWith(OURS)
                ? quiet ? Level.ERROR : Level.WARN
                : quiet && logger.endsWith(ACCESS) ? Level.WARN : Level.INFO;
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
