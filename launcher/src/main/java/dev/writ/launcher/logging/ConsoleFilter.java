package dev.writ.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Lets Writ's own events through from INFO, and those of libraries from WARN, whatever a log file asks for. */
public final class ConsoleFilter extends Filter<ILoggingEvent> {

    private static final String OURS = "dev.writ.";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        Level least = event.getLoggerName().startsWith(OURS) ? Level.INFO : Level.WARN;
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
