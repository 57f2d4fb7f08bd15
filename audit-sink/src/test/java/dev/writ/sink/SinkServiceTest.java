package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.KafkaConnection;
import dev.writ.sink.personal.KeyEncryptionKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkServiceTest {

    @Test
    void leavesNoClientOpenWhereItCannotStart(@TempDir Path folder) throws IOException {
        // Given
        Path key = Files.writeString(folder.resolve("key"), KeyEncryptionKey.generate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        String group = Events.id("half-started");
        Map<String, String> settings = new HashMap<>();
        settings.put(KafkaConnection.BOOTSTRAP_SERVERS, "localhost:1");
        settings.put(SinkConfig.JDBC_URL, "jdbc:postgresql://localhost:1/writ");
        settings.put(SinkConfig.JDBC_USER, "writ");
        settings.put(SinkConfig.JDBC_PASSWORD, "writ");
        settings.put(SinkConfig.GROUP_ID, group);
        settings.put("sink.personal.key.file", key.toString());
        SinkConfig config = SinkConfig.from(settings);

        // When
        assertThatThrownBy(() -> SinkService.start(config, new FullRegistry(group + "-personal")))
                .hasMessage("full");

        // Then
        assertThat(clients(group)).isZero();
    }

    /** How many clients of Kafka there are whose name begins so. */
    private static int clients(String prefix) throws IOException {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("kafka.*:type=app-info,id=" + prefix + "*"), null)
                    .size();
        } catch (MalformedObjectNameException e) {
            throw new IOException(e);
        }
    }

    /** Takes the metrics of one group less. */
    private static final class FullRegistry extends SimpleMeterRegistry {

        private final String refused;

        FullRegistry(String refused) {
            this.refused = refused;
        }

        @Override
        protected <T> Gauge newGauge(Meter.Id id, @Nullable T of, ToDoubleFunction<T> value) {
            if (refused.equals(id.getTag("group"))) {
                throw new IllegalStateException("full");
            }
            return super.newGauge(id, of, value);
        }
    }
}
