package dev.writ.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final KafkaConnection NOWHERE =
            new KafkaConnection("127.0.0.1:1", List.of(URI.create("http://127.0.0.1:1")), true, Map.of());

    @Test
    void answers503WhenKafkaCannotTakeAnEvent() {
        ProblemException refusal = publish(new InMemorySchemaRegistry());
        assertThat(refusal.problem().status()).isEqualTo(503);
        assertThat(refusal.problem().headers()).containsEntry("Retry-After", "1");
        assertThat(refusal.problem().detail()).doesNotContain("127.0.0.1");
    }

    @Test
    void answers503WhenTheRegistryIsAway() {
        SchemaRegistryClient away = new SchemaRegistryClient() {
            @Override
            public int idOf(String subject, Schema schema) {
                throw new RegistryUnavailableException("away");
            }

            @Override
            public Schema byId(int id) {
                throw new RegistryUnavailableException("away");
            }
        };
        assertThat(publish(away).problem().code()).isEqualTo("kafka_unavailable");
    }

    private static ProblemException publish(SchemaRegistryClient registry) {
        CheckRequested event =
                CheckRequested.newBuilder().setUserId("u1").setAction("search").build();
        CloudEvent context =
                CloudEvent.of("id", Publisher.SOURCE, event, Instant.EPOCH, CloudEvent.traceparentFrom("seed"));
        try (Publisher publisher = new Publisher(NOWHERE, registry, new SimpleMeterRegistry())) {
            return catchThrowableOfType(
                    ProblemException.class,
                    () -> publisher.publish(Topics.CHECK_REQUESTS, "u1", event, context, ObservedPositions.NONE));
        }
    }
}
