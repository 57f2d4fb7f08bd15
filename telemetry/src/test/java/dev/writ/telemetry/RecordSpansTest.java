package dev.writ.telemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordSpansTest {

    @Test
    void namesSpansByWhatIsDoneAndTheTopic() {
        // Then
        assertThat(RecordSpans.sending("writ.tokens")).isEqualTo("send writ.tokens");
        assertThat(RecordSpans.processing("writ.tokens")).isEqualTo("process writ.tokens");
        assertThat(RecordSpans.sent("writ.tokens").get(stringKey("messaging.destination.name")))
                .isEqualTo("writ.tokens");
    }

    @Test
    void tellsWhereARecordStands() {
        // When
        var attributes = RecordSpans.processed("writ.tokens", 3, 7);

        // Then
        assertThat(attributes.get(stringKey("messaging.destination.partition.id")))
                .isEqualTo("3");
        assertThat(attributes.get(longKey("messaging.kafka.offset"))).isEqualTo(7);
        assertThat(attributes.get(stringKey("messaging.operation.type"))).isEqualTo("process");
    }
}
