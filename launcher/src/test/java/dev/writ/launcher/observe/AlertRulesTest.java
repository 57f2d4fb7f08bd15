package dev.writ.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.launcher.readme.Page;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What promtool does not look at: that each rule is tried, leads somewhere, and is loaded. */
class AlertRulesTest {

    private static final List<JsonNode> ALERTS = WatchedFiles.alerts();

    @Test
    void areAllSeenToSpeak() {
        // Given
        Set<String> speak = new TreeSet<>();
        for (JsonNode test : WatchedFiles.alertTests().path("tests")) {
            for (JsonNode asked : test.path("alert_rule_test")) {
                if (!asked.path("exp_alerts").isEmpty()) {
                    speak.add(asked.path("alertname").asText());
                }
            }
        }

        // Then
        assertThat(ALERTS).extracting(rule -> rule.path("alert").asText()).containsExactlyInAnyOrderElementsOf(speak);
    }

    @Test
    void leadIntoTheRunbookAndSayHowUrgentTheyAre() {
        // Given
        Set<String> anchors = Page.of("docs/runbook.md").anchors();

        // Then
        assertThat(ALERTS).isNotEmpty().allSatisfy(rule -> {
            String[] runbook = rule.at("/annotations/runbook").asText().split("#", 2);
            assertThat(runbook).hasSize(2).startsWith("docs/runbook.md");
            assertThat(anchors).contains(runbook[1]);
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        });
    }

    @Test
    void areLoadedByPrometheus() {
        assertThat(WatchedFiles.prometheus().path("rule_files"))
                .extracting(name -> name.asText())
                .containsExactly("alerts.yml");
    }
}
