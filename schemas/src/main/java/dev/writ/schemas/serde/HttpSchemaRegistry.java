package dev.writ.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A registry over the Confluent REST API, version 7: Confluent, Apicurio, Karapace, Redpanda and Writ's own. Ids never
 * change their schema, so both directions are cached without end; their number is that of the schemas in use.
 */
public final class HttpSchemaRegistry implements SchemaRegistryClient {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Registered(String subject, Schema schema) {}

    private final List<URI> urls;
    private final boolean autoRegister;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param urls base URLs, tried in order; one or more
     * @param autoRegister whether {@link #idOf} registers a new schema, or only looks it up
     */
    public HttpSchemaRegistry(List<URI> urls, boolean autoRegister) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry needs a URL");
        }
        this.urls = List.copyOf(urls);
        this.autoRegister = autoRegister;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Registered key = new Registered(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String path =
                "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + (autoRegister ? "/versions" : "");
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        HttpResponse<String> response = exchange(path, BodyPublishers.ofString(body), "POST");
        if (response.statusCode() != 200) {
            throw new SchemaRefusedException("the schema registry refuses " + schema.getFullName() + " under " + subject
                    + " (" + response.statusCode() + "): " + message(response));
        }
        int id = parse(response).path("id").asInt(-1);
        if (id < 0) {
            throw new RegistryUnavailableException("the schema registry answered without an id for " + subject);
        }
        ids.put(key, id);
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        HttpResponse<String> response = exchange("/schemas/ids/" + id, BodyPublishers.noBody(), "GET");
        if (response.statusCode() != 200) {
            throw new UnreadableRecordException("the schema registry has no schema with the id " + id + " ("
                    + response.statusCode() + "): " + message(response));
        }
        Schema schema;
        try {
            schema = new Schema.Parser().parse(parse(response).path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new UnreadableRecordException("schema " + id + " is not Avro: " + e.getMessage(), e);
        }
        schemas.put(id, schema);
        return schema;
    }

    /** The answer of the first registry that gives one below 500; a record must never be judged by a failing registry. */
    private HttpResponse<String> exchange(String path, HttpRequest.BodyPublisher body, String method) {
        RegistryUnavailableException failure = null;
        for (URI url : urls) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url.toString().replaceAll("/+$", "") + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", MEDIA_TYPE)
                    .header("Accept", MEDIA_TYPE + ", application/json")
                    .method(method, body)
                    .build();
            RegistryUnavailableException next;
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (isAnswer(response.statusCode())) {
                    return response;
                }
                next = new RegistryUnavailableException(
                        "the schema registry at " + url + " fails (" + response.statusCode() + ")");
            } catch (IOException e) {
                next = new RegistryUnavailableException("the schema registry at " + url + " cannot be reached", e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            if (failure != null) {
                next.addSuppressed(failure);
            }
            failure = next;
        }
        throw failure == null ? new RegistryUnavailableException("no schema registry") : failure;
    }

    private static boolean isAnswer(int status) {
        return status == 200 || status == 404 || status == 409 || status == 422;
    }

    private static String message(HttpResponse<String> response) {
        return parse(response).path("message").asText("no message");
    }

    private static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException("the schema registry answered with something other than JSON", e);
        }
    }
}
