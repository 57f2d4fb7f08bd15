package dev.writ.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets Writ's own events through from INFO, and those of libraries from WARN. Where a file has the rest: those of libraries
 * from ERROR, no line for each request, and none of Kafka Streams, which calls an error what it mends by itself a moment
 * later; what it does not mend, the topology reports.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {

    private static final String OURS = "dev.writ.";

    private static final String ACCESS = ".access";

    private static final String STREAMS = "org.apache.kafka.streams.";

    private volatile boolean quiet;

    /** From now on a file has the rest. */
    void quieten() {
        quiet = true;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        Level least = leastOf(logger);
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private Level leastOf(String logger) {
        if (logger.startsWith(OURS)) {
            return quiet && logger.endsWith(ACCESS) ? Level.WARN : Level.INFO;
        }
        if (logger.startsWith(STREAMS)) {
            return quiet ? Level.OFF : Level.WARN;
        }
        return quiet ? Level.ERROR : Level.WARN;
    }
}
