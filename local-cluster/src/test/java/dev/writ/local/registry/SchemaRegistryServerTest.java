package dev.writ.local.registry;

import static dev.writ.local.registry.RegistryCaller.V1;
import static dev.writ.local.registry.RegistryCaller.V2_COMPATIBLE;
import static dev.writ.local.registry.RegistryCaller.V2_INCOMPATIBLE;
import static dev.writ.local.registry.RegistryCaller.withSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.local.Ports;
import dev.writ.local.registry.RegistryCaller.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryServerTest {

    private static final String VERSION_1 = """
            {"subject":"s","version":1,"id":1,"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"int\\"}]}"}""";

    @TempDir
    private Path directory;

    private SchemaRegistryServer server;
    private RegistryCaller registry;

    @BeforeEach
    void start() {
        server = SchemaRegistryServer.start(directory.resolve("schemas.jsonl"), Ports.free());
        registry = new RegistryCaller(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void numbersSchemasFromOneAndVersionsWithinASubject() throws IOException, InterruptedException {
        // When
        Answer first = registry.register("s", V1);
        Answer again = registry.register("s", V1);
        Answer second = registry.register("s", V2_COMPATIBLE);
        Answer elsewhere = registry.register("t", V1);

        // Then
        assertThat(first.body().toString()).isEqualTo("{\"id\":1}");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(second.body().toString()).isEqualTo("{\"id\":2}");
        assertThat(elsewhere.body()).isEqualTo(first.body());
        assertThat(registry.get("/subjects").body().toString()).isEqualTo("[\"s\",\"t\"]");
        assertThat(registry.get("/subjects/s/versions").body().toString()).isEqualTo("[1,2]");
    }

    @Test
    void givesSchemasBackById() throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);
        registry.register("t", V1);

        // When, Then
        assertThat(registry.get("/schemas/ids/1").body().path("schema").textValue())
                .isEqualTo(V1);
        assertThat(registry.get("/schemas/ids/1/schema").body().toString()).isEqualTo(V1);
        assertThat(registry.get("/schemas/ids/1/subjects").body().toString()).isEqualTo("[\"s\",\"t\"]");
        assertThat(registry.get("/schemas/ids/1/versions").body().toString())
                .isEqualTo("[{\"subject\":\"s\",\"version\":1},{\"subject\":\"t\",\"version\":1}]");
    }

    @Test
    void givesVersionsBackByNumberAndLatest() throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);
        registry.register("s", V2_COMPATIBLE);

        // When, Then
        assertThat(registry.get("/subjects/s/versions/1").body().toString()).isEqualTo(VERSION_1);
        assertThat(registry.get("/subjects/s/versions/latest")
                        .body()
                        .path("version")
                        .intValue())
                .isEqualTo(2);
        assertThat(registry.get("/subjects/s/versions/2/schema").body().toString())
                .isEqualTo(V2_COMPATIBLE);
    }

    @Test
    void looksASchemaUpUnderASubject() throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);

        // When, Then
        assertThat(registry.post("/subjects/s", withSchema(V1)).body().toString())
                .isEqualTo(VERSION_1);
        assertThat(registry.post("/subjects/s", withSchema(V2_COMPATIBLE)).errorCode())
                .isEqualTo(40403);
        assertThat(registry.post("/subjects/t", withSchema(V1)).errorCode()).isEqualTo(40401);
    }

    @Test
    void refusesAnIncompatibleSchemaUntilTheLevelAllowsIt() throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);

        // When
        Answer refused = registry.register("s", V2_INCOMPATIBLE);
        Answer checked = registry.post("/compatibility/subjects/s/versions/latest", withSchema(V2_INCOMPATIBLE));
        registry.setLevel("/config/s", "NONE");
        Answer allowed = registry.register("s", V2_INCOMPATIBLE);

        // Then
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorCode()).isEqualTo(409);
        assertThat(refused.body().path("message").textValue())
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "/fields/1");
        assertThat(checked.body().toString()).isEqualTo("{\"is_compatible\":false}");
        assertThat(allowed.status()).isEqualTo(200);
    }

    @Test
    void keepsLevelsOfAllAndOfOneSubject() throws IOException, InterruptedException {
        // Given
        assertThat(registry.get("/config").body().toString()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");

        // When
        Answer set = registry.setLevel("/config", "FULL");
        registry.setLevel("/config/s", "NONE");

        // Then
        assertThat(set.body().toString()).isEqualTo("{\"compatibility\":\"FULL\"}");
        assertThat(registry.get("/config/s").body().toString()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertThat(registry.get("/config/t").errorCode()).isEqualTo(40408);
        assertThat(registry.get("/config/t?defaultToGlobal=true").body().toString())
                .isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(registry.send("DELETE", "/config/s", "").status()).isEqualTo(200);
        assertThat(registry.get("/config/s").errorCode()).isEqualTo(40408);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /subjects/none/versions              |                                       | 404 | 40401
            GET  | /subjects/s/versions/9               |                                       | 404 | 40402
            GET  | /subjects/s/versions/first           |                                       | 422 | 42202
            GET  | /schemas/ids/9                       |                                       | 404 | 40403
            GET  | /schemas/ids/x                       |                                       | 404 | 40403
            GET  | /elsewhere                           |                                       | 404 | 404
            DELETE | /subjects                          |                                       | 405 | 405
            POST | /subjects/s/versions                 | {"schema": "{\\"type\\": \\"rec\\"}"} | 422 | 42201
            POST | /subjects/s/versions                 | {}                                    | 422 | 42201
            POST | /subjects/s/versions                 | {"schemaType": "JSON", "schema": "{}"} | 422 | 42201
            POST | /subjects/s/versions                 | {"schema                              | 400 | 400
            PUT  | /config                              | {"compatibility": "SOME"}             | 422 | 42203
            """)
    void answersMistakesWithConfluentsCodes(String method, String path, String body, int status, int code)
            throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);

        // When
        Answer answer = registry.send(method, path, body == null ? "" : body);

        // Then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(answer.body().path("message").textValue()).isNotBlank();
    }

    @Test
    void knowsAllOfItAgainAfterARestart() throws IOException, InterruptedException {
        // Given
        registry.register("s", V1);
        registry.setLevel("/config/s", "FORWARD");

        // When
        server.close();
        start();

        // Then
        assertThat(registry.get("/subjects/s/versions/1").body().toString()).isEqualTo(VERSION_1);
        assertThat(registry.get("/config/s").body().toString()).isEqualTo("{\"compatibilityLevel\":\"FORWARD\"}");
        assertThat(registry.register("t", "\"string\"").body().toString()).isEqualTo("{\"id\":2}");
        assertThat(new Schema.Parser()
                        .parse(registry.get("/schemas/ids/2")
                                .body()
                                .path("schema")
                                .textValue()))
                .isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void refusesABodyThatNoSchemaNeeds() throws IOException, InterruptedException {
        // When
        Answer answer = registry.register("s", "x".repeat(1 << 20));

        // Then
        assertThat(answer.status()).isEqualTo(413);
    }
}
