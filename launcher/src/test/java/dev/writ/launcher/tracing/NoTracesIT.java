package dev.writ.launcher.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoTracesIT {

    @Test
    void sendsNothingWhereNobodyAskedForIt(@TempDir Path data) throws IOException, InterruptedException {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            // Given
            Map<String, String> environment = new HashMap<>(collector.environment());
            environment.put("OTEL_TRACES_EXPORTER", "none");
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            try (LocalWrit writ = LocalWrit.start(
                            new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY), environment);
                    WireHttp http = new WireHttp(writ.url())) {
                http.post("/api/agents", Map.of("id", "intern", "name", "Intern", "status", "INTERN"), Map.of());

                // When
                HttpResponse<String> answer = http.post(
                        "/api/atom-agent/chat/stream",
                        Map.of("message", "Hello", "user_id", "ada", "agent_id", "intern"),
                        Map.of("Accept", "text/event-stream", "traceparent", trace));
                assertThat(answer.body()).contains("streaming:complete");
            }

            // Then: whatever there was to send was sent by the close
            assertThat(collector.spans()).isEmpty();
        }
    }
}
