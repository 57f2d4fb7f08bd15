package dev.writ.launcher.secured;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What Writ's own classes log from now on. */
final class Told implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private Told(Logger logger) {
        this.logger = logger;
    }

    static Told byWrit() {
        Told told = new Told((Logger) LoggerFactory.getLogger("dev.writ"));
        told.appender.start();
        told.logger.addAppender(told.appender);
        return told;
    }

    List<String> lines() {
        synchronized (appender) {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
