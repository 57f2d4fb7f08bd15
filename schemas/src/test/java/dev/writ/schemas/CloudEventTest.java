package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.PauseAgent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final ChatRequested CHAT =
            ChatRequested.newBuilder().setUserId("u").setMessage("hello").build();
    private static final CloudEvent EVENT =
            CloudEvent.of("id-1", "/writ/gateway", CHAT, Instant.parse("2026-11-01T00:00:00Z"), TRACEPARENT);

    @Test
    void writesTheBinaryModeOfTheKafkaBinding() {
        // When
        Headers headers = EVENT.writeTo(new RecordHeaders());

        // Then
        assertThat(texts(headers))
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "id-1",
                        "ce_source", "/writ/gateway",
                        "ce_type", "dev.writ.chat.requested",
                        "ce_time", "2026-11-01T00:00:00Z",
                        "content-type", "application/avro",
                        "traceparent", TRACEPARENT));
    }

    @Test
    void replacesItsOwnHeadersAndLeavesOthers() {
        // Given
        Headers headers = new RecordHeaders()
                .add("ce_id", bytes("old"))
                .add("mine", bytes("kept"))
                .add("ce_id", bytes("older"));

        // When
        EVENT.writeTo(headers);

        // Then
        assertThat(headers.headers("ce_id")).hasSize(1);
        assertThat(texts(headers)).containsEntry("ce_id", "id-1").containsEntry("mine", "kept");
    }

    @Test
    void readsBackWhatItWrote() {
        // When
        Headers headers = EVENT.writeTo(new RecordHeaders());

        // Then
        assertThat(CloudEvent.idIn(headers)).contains("id-1");
        assertThat(CloudEvent.traceparentIn(headers, "seed")).isEqualTo(TRACEPARENT);
    }

    @Test
    void namesTheTypeOfTheBodyWhereThereIsOne() {
        // Given
        AgentCommand command = AgentCommand.newBuilder()
                .setAgentId("a")
                .setActor("test")
                .setBody(PauseAgent.newBuilder().build())
                .build();

        // When, Then
        assertThat(CloudEvent.typeOf(command)).isEqualTo("dev.writ.pause.agent");
    }

    @Test
    void knowsWhichTypesARecordCanHave() {
        assertThat(CloudEvent.typesOf(ChatRequested.getClassSchema())).containsExactly("dev.writ.chat.requested");
        assertThat(CloudEvent.typesOf(AgentCommand.getClassSchema()))
                .contains("dev.writ.pause.agent", "dev.writ.promote.agent")
                .doesNotContain("dev.writ.agent.command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "\n"})
    void ignoresAnIdThatIsNone(String id) {
        // Given
        Headers headers = new RecordHeaders().add("ce_id", bytes(id));

        // When, Then
        assertThat(CloudEvent.idIn(headers)).isEmpty();
    }

    @Test
    void ignoresHeadersThatAreMissingNullOrNotText() {
        // Given
        Headers missing = new RecordHeaders();
        Headers empty = new RecordHeaders().add("ce_id", null).add("traceparent", null);
        Headers binary = new RecordHeaders().add("ce_id", new byte[] {(byte) 0xFF});

        // When, Then
        assertThat(CloudEvent.idIn(missing)).isEmpty();
        assertThat(CloudEvent.idIn(empty)).isEmpty();
        assertThat(CloudEvent.idIn(binary)).isEmpty();
        assertThat(CloudEvent.traceparentIn(empty, "seed")).isEqualTo(CloudEvent.traceparentFrom("seed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
                "00-0af7651916cd43dd8448eb211c8031-9c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
            })
    void replacesAnInvalidTraceparentByOneOfTheSeed(String traceparent) {
        // Given
        Headers headers = new RecordHeaders().add("traceparent", bytes(traceparent));

        // When, Then
        assertThat(CloudEvent.isTraceparent(traceparent)).isFalse();
        assertThat(CloudEvent.traceparentIn(headers, "seed"))
                .isEqualTo("00-19b25856e1c150ca834cffc8b59b23ad-bd0ec0389e58eb22-01");
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
