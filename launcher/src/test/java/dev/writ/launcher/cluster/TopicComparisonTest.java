package dev.writ.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.cluster.Finding.Weight;
import dev.writ.launcher.cluster.TopicFound.Present;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicComparisonTest {

    @Test
    void saysNothingOfATopicThatIsAsItShouldBe() {
        for (Topic<?> topic : Topics.ALL) {
            // When
            List<Finding> findings = TopicComparison.of(topic, present(topic, 3, Map.of()), Optional.empty());

            // Then
            assertThat(findings).as(topic.name()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            writ.requests.chat | retention.ms           | 3600000       | FAULT | retention.ms is 1 h, should be 168 h
            writ.requests.chat | retention.ms           | -1            | NOTE  | retention.ms is for ever, need only be 168 h
            writ.audit         | retention.ms           | 15811200000   | FAULT | retention.ms is 4392 h, should be for ever
            writ.audit         | retention.bytes        | 1000          | FAULT | retention.bytes is 1000
            writ.tokens        | retention.bytes        | 1000          | NOTE  | retention.bytes is 1000
            writ.agents        | cleanup.policy         | delete        | FAULT | cleanup.policy is delete, should be compact
            writ.agents        | cleanup.policy         | compact,delete | FAULT | should be compact
            writ.audit         | cleanup.policy         | compact       | FAULT | should be delete
            writ.requests.form | message.timestamp.type | CreateTime    | FAULT | should be LogAppendTime
            writ.tokens        | message.timestamp.type | LogAppendTime | NOTE  | need only be CreateTime
            writ.decisions     | max.message.bytes      | 1048588       | FAULT | should be 2000000 or more
            writ.requests.chat | max.message.bytes      | 500000        | FAULT | should be 1048588 or more
            writ.decisions     | min.insync.replicas    | 4             | FAULT | nothing can be written
            writ.decisions     | min.insync.replicas    | 3             | NOTE  | one broker away halts all writes
            writ.decisions     | min.insync.replicas    | 1             | NOTE  | better 2
            """)
    void findsWhatASettingBreaks(String name, String key, String value, Weight weight, String text) {
        // Given
        Topic<?> topic = Topics.ALL.stream()
                .filter(any -> any.name().equals(name))
                .findFirst()
                .orElseThrow();

        // When
        List<Finding> findings = TopicComparison.of(topic, present(topic, 3, Map.of(key, value)), Optional.empty());

        // Then
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(weight);
            assertThat(finding.text()).contains(text);
        });
    }

    @Test
    void findsTopicsThatAreNotThereOrNotToldOf() {
        // When
        List<Finding> missing = TopicComparison.of(Topics.AUDIT, new TopicFound.Missing(), Optional.empty());
        List<Finding> withheld = TopicComparison.of(Topics.AUDIT, new TopicFound.Withheld("hidden"), Optional.empty());

        // Then
        assertThat(missing).containsExactly(Finding.fault("missing"));
        assertThat(withheld).containsExactly(Finding.fault("hidden"));
    }

    @Test
    void findsTheOneThatIsNotCoPartitioned() {
        // Given
        Map<String, TopicFound> found = new HashMap<>();
        Topics.ALL.forEach(topic -> found.put(topic.name(), present(topic, 3, Map.of())));
        found.put(Topics.SESSIONS.name(), new Present(12, 3, 0, 0, settings(Topics.SESSIONS)));

        // When
        TopicReport report = TopicReport.of(found, -1);

        // Then
        assertThat(report.count(Weight.FAULT)).isEqualTo(1);
        assertThat(report.table().toString())
                .contains("needs as many partitions as the topics it is read with, which have 6");
    }

    @Test
    void findsPartitionsThatCannotBeReadAndFewCopies() {
        // When
        List<Finding> findings =
                TopicComparison.of(Topics.AUDIT, new Present(6, 2, 1, 3, settings(Topics.AUDIT)), Optional.empty());

        // Then
        assertThat(findings).extracting(Finding::weight).containsExactly(Weight.FAULT, Weight.NOTE, Weight.NOTE);
    }

    @Test
    void comparesInternalTopicsWithTheSettingsOnly() {
        // Given
        Present internal = new Present(6, 1, 0, 0, Map.of("min.insync.replicas", "1", "cleanup.policy", "compact"));

        // When
        List<Finding> asAsked = TopicComparison.ofInternal(internal, 1);
        List<Finding> fewer = TopicComparison.ofInternal(internal, 3);

        // Then
        assertThat(asAsked)
                .extracting(Finding::text)
                .containsExactly("copies are 1, better 3, or a lost broker may lose records");
        assertThat(fewer).extracting(Finding::text).contains("the settings ask for 3 copies of new ones");
    }

    private static Present present(Topic<?> topic, int copies, Map<String, String> over) {
        Map<String, String> settings = settings(topic);
        settings.putAll(over);
        return new Present(topic.partitions(), copies, 0, 0, settings);
    }

    private static Map<String, String> settings(Topic<?> topic) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "min.insync.replicas", "2",
                "retention.bytes", "-1",
                "message.timestamp.type", "CreateTime",
                "max.message.bytes", "1048588"));
        settings.putAll(topic.configs());
        return settings;
    }
}
