package dev.writ.launcher.audit;

import dev.writ.launcher.settings.Settings;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.store.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The sink's tables, for one command. */
final class SinkTables {

    private SinkTables() {}

    /**
     * The settings of the sink that keeps the tables.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the database is not given, or a setting is bad
     */
    static SinkConfig config(Settings settings) {
        return settings.reading(
                () -> SinkConfig.from(settings.of(SinkConfig.definition().names())));
    }

    /** The database; to be closed. */
    static Database open(SinkConfig config) {
        return Database.open(config.database(), new SimpleMeterRegistry());
    }
}
