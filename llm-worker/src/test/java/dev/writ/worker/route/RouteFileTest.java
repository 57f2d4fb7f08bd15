package dev.writ.worker.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.writ.schemas.event.OfferedModel;
import dev.writ.worker.http.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFileTest {

    private static final String FILE = """
            {"providers": {
               "gpt": {"dialect": "openai", "base_url": "https://api.openai.com/v1", "key": "env:OPENAI_KEY"},
               "claude": {"dialect": "anthropic", "base_url": "https://api.anthropic.com", "key": "sealed:claude"},
               "local": {"dialect": "simulated"}},
             "workspaces": {
               "*": {"default": "smart", "models": {
                 "smart": [{"provider": "gpt", "model": "g"}, {"provider": "claude", "model": "c"}],
                 "free": [{"provider": "local", "model": "simulated"}]}},
               "acme": {"models": {"smart": [{"provider": "claude", "model": "c"}]}}}}""";

    @Test
    void readsProvidersWithTheirKeysAndOffersTheirModels() {
        // When
        RouteFile file = RouteFile.parse(FILE, reference -> new Password("key of " + reference));

        // Then
        assertThat(file.providers())
                .hasEntrySatisfying("gpt", gpt -> assertThat(gpt.key().value()).isEqualTo("key of env:OPENAI_KEY"))
                .hasEntrySatisfying(
                        "claude", claude -> assertThat(claude.version()).isEqualTo("2023-06-01"));
        assertThat(file.table().offered())
                .extracting(OfferedModel::getModel, OfferedModel::getProvider, OfferedModel::getWorkspaceId)
                .containsExactly(
                        tuple("smart", "gpt", Optional.empty()),
                        tuple("free", "local", Optional.empty()),
                        tuple("smart", "claude", Optional.of("acme")));
        assertThat(file.toString()).doesNotContain("key of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"dialect\": \"openai\"|\"dialect\": \"cobol\"|providers.gpt.dialect",
                "\"key\": \"env:OPENAI_KEY\"|\"keys\": \"env:OPENAI_KEY\"|providers.gpt.keys",
                "\"https://api.openai.com/v1\"|\"https://u:hidden@h/v1\"|providers.gpt.base_url",
                "\"provider\": \"gpt\"|\"provider\": \"gtp\"|workspaces.*.models.smart[0].provider",
                "\"default\": \"smart\"|\"default\": \"clever\"|clever",
                "\"default\": \"smart\"|\"default\": \"smart\", \"default\": \"free\"|line 6",
                "[{\"provider\": \"local\", \"model\": \"simulated\"}]|[]|workspaces.*.models.free",
                "\"claude\": {\"dialect\"|\"claude\": 7, \"c\": {\"dialect\"|providers.claude"
            })
    void refusesWhatItDoesNotKnowInOneLine(String from, String to, String named) {
        // Given
        String bad = FILE.replace(from, to);

        // Then
        assertThatThrownBy(() -> RouteFile.parse(bad, reference -> new Password("k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden", "\n"));
    }

    @Test
    void saysThatASingleProviderAlsoTriesModelsThatItDoesNotKnow() {
        // Given
        Routing routing = new Routing(
                Map.of("simulated", ProviderSpec.simulated()),
                RouteTable.of("simulated", "simulated"),
                new CircuitSettings(5, Duration.ofSeconds(1)),
                1,
                new Timeouts(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                50);

        // Then
        assertThat(routing.catalogue("g", Instant.EPOCH).getOpen()).isTrue();
        assertThat(routing.catalogue("g", Instant.EPOCH).getModels()).hasSize(1);
    }
}
