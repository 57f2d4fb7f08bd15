package dev.writ.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Lets Writ's own events through from INFO; those of libraries from WARN, or from ERROR where a file has the rest. */
public final class ConsoleFilter extends Filter<ILoggingEvent> {

    private static final String OURS = "dev.writ.";

    private volatile Level leastOfLibraries = Level.WARN;

    /** From now on only errors of libraries get through. */
    void quieten() {
        leastOfLibraries = Level.ERROR;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        Level least = event.getLoggerName().startsWith(OURS) ? Level.INFO : leastOfLibraries;
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
