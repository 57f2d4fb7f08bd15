package dev.writ.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSchemaRegistryTest {

    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final String STRING_FOUND = "{\"schema\": \"\\\"string\\\"\"}";

    @Test
    void asksOnceForEachIdAndEachSubject() throws IOException {
        try (StubRegistry stub = new StubRegistry(200, "{\"id\": 7, \"schema\": \"\\\"string\\\"\"}")) {
            // Given
            HttpSchemaRegistry registry = client(stub.url());

            // When
            registry.byId(7);
            registry.byId(7);
            registry.idOf("a", STRING);
            registry.idOf("a", STRING);
            registry.idOf("b", STRING);

            // Then
            assertThat(stub.requests())
                    .containsExactly("GET /schemas/ids/7", "POST /subjects/a/versions", "POST /subjects/b/versions");
        }
    }

    @Test
    void keepsTheBaseUrlsPath() throws IOException {
        try (StubRegistry stub = new StubRegistry(200, STRING_FOUND)) {
            // Given
            HttpSchemaRegistry registry = client(URI.create(stub.url() + "/apis/ccompat/v7/"));

            // When
            registry.byId(1);

            // Then
            assertThat(stub.requests()).containsExactly("GET /apis/ccompat/v7/schemas/ids/1");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | {"error_code": 40403, "message": "Schema 1 not found"}
            200 | {"schemaType": "PROTOBUF", "schema": "syntax"}
            200 | {"schema": "{\\"type\\": \\"unheard-of\\"}"}
            """)
    void condemnsARecordWhoseSchemaTheRegistryLacks(int status, String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(status, body)) {
            // When, Then
            assertThatThrownBy(() -> client(stub.url()).byId(1)).isInstanceOf(UnreadableRecordException.class);
        }
    }

    /** None of these comes from a registry that has looked for the schema. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | <html>Not Found</html>
            404 | ''
            404 | {"message": "no route"}
            404 | {"error_code": 404, "message": "HTTP 404 Not Found"}
            404 | {"error_code": 40401, "message": "Subject not found"}
            422 | {"error_code": 42205, "message": "read only"}
            200 | <html>Please log in</html>
            200 | ''
            200 | {}
            302 | ''
            401 | {"error_code": 401, "message": "who are you"}
            429 | {"error_code": 429, "message": "too many"}
            500 | {"error_code": 50001, "message": "store"}
            503 | ''
            """)
    void blamesTheRegistryForAnyOtherAnswer(int status, String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(status, body)) {
            // When, Then
            assertThatThrownBy(() -> client(stub.url()).byId(1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | {"error_code": 409, "message": "the reason"}
            422 | {"error_code": 42201, "message": "the reason"}
            404 | {"error_code": 40401, "message": "the reason"}
            404 | {"error_code": 40403, "message": "the reason"}
            """)
    void passesOnWhyASchemaIsRefused(int status, String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(status, body)) {
            // When, Then
            assertThatThrownBy(() -> client(stub.url()).idOf("s-value", STRING))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("s-value")
                    .hasMessageContaining("the reason");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | <html>Not Found</html>
            409 | ''
            200 | {}
            500 | {}
            """)
    void doesNotTakeAFailureForARefusal(int status, String body) throws IOException {
        try (StubRegistry stub = new StubRegistry(status, body)) {
            // When, Then
            assertThatThrownBy(() -> client(stub.url()).idOf("s-value", STRING))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void asksTheNextRegistryWhenOneFails() throws IOException {
        try (StubRegistry failing = new StubRegistry(500, "");
                StubRegistry working = new StubRegistry(200, STRING_FOUND)) {
            // Given
            HttpSchemaRegistry registry = new HttpSchemaRegistry(List.of(failing.url(), working.url()), true);

            // When
            Schema schema = registry.byId(1);

            // Then
            assertThat(schema).isEqualTo(STRING);
            assertThat(failing.requests()).hasSize(1);
        }
    }

    @Test
    void namesEveryRegistryThatFails() throws IOException {
        // Given
        URI gone;
        try (StubRegistry closed = new StubRegistry(200, "")) {
            gone = closed.url();
        }
        try (StubRegistry failing = new StubRegistry(500, "")) {
            HttpSchemaRegistry registry = new HttpSchemaRegistry(List.of(gone, failing.url()), true);

            // When, Then
            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(failing.url() + " fails (500)")
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining(gone + " cannot be reached"));
        }
    }

    private static HttpSchemaRegistry client(URI url) {
        return new HttpSchemaRegistry(List.of(url), true);
    }
}
