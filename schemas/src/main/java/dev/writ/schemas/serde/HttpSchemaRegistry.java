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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
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
    private static final int SCHEMA_NOT_FOUND = 40403;

    private record Registered(String subject, Schema schema) {}

    private final List<URI> urls;
    private final boolean autoRegister;
    private final Optional<String> authorization;
    private final HttpClient http;
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * @param urls base URLs, tried in order; one or more
     * @param autoRegister whether {@link #idOf} registers a new schema, or only looks it up
     * @param security how client and registry know each other
     */
    public HttpSchemaRegistry(List<URI> urls, boolean autoRegister, RegistrySecurity security) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry needs a URL");
        }
        this.urls = List.copyOf(urls);
        this.autoRegister = autoRegister;
        this.authorization = security.authorization();
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1);
        security.tls().ifPresent(client::sslContext);
        this.http = client.build();
    }

    /** A registry that asks for no user, and whose certificate, if it has one, the platform trusts. */
    public HttpSchemaRegistry(List<URI> urls, boolean autoRegister) {
        this(urls, autoRegister, RegistrySecurity.NONE);
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
        Answer answer = ask(path, BodyPublishers.ofString(body), "POST");
        if (answer.status() != 200) {
            throw new SchemaRefusedException("the schema registry refuses " + schema.getFullName() + " under " + subject
                    + " (" + answer.status() + "): " + answer.message());
        }
        int id = answer.body().path("id").asInt(-1);
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
        Answer answer = ask("/schemas/ids/" + id, BodyPublishers.noBody(), "GET");
        if (answer.errorCode() == SCHEMA_NOT_FOUND) {
            throw new UnreadableRecordException("the schema registry has no schema with the id " + id);
        }
        if (answer.status() != 200 || !answer.body().path("schema").isTextual()) {
            throw new RegistryUnavailableException("the schema registry neither gives the schema with the id " + id
                    + " nor says that there is none (" + answer.status() + "): " + answer.message());
        }
        Schema schema = parse(id, answer.body());
        schemas.put(id, schema);
        return schema;
    }

    private static Schema parse(int id, JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnreadableRecordException("schema " + id + " is not Avro but " + type);
        }
        try {
            return new Schema.Parser().parse(body.path("schema").textValue());
        } catch (AvroRuntimeException e) {
            throw new UnreadableRecordException("schema " + id + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The first registry's answer; one that fails says nothing about a record or schema, so the next one is asked. */
    private Answer ask(String path, HttpRequest.BodyPublisher body, String method) {
        RegistryUnavailableException failure = null;
        for (URI url : urls) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(url.toString().replaceAll("/+$", "") + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", MEDIA_TYPE)
                    .header("Accept", MEDIA_TYPE + ", application/json")
                    .method(method, body);
            authorization.ifPresent(value -> request.header("Authorization", value));
            RegistryUnavailableException next;
            try {
                HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
                Optional<Answer> answer = Answer.of(response.statusCode(), response.body());
                if (answer.isPresent()) {
                    return answer.get();
                }
                next = new RegistryUnavailableException("the schema registry at " + url + what(response.statusCode()));
            } catch (IOException e) {
                String why = e instanceof SSLException ? ": " + e.getMessage() : "";
                next = new RegistryUnavailableException(
                        "the schema registry at " + url + " cannot be reached" + why, e);
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

    private static String what(int status) {
        return switch (status) {
            case 401 -> " does not know the user of schema.registry.basic.auth.user.info (401)";
            case 403 -> " does not allow its user this (403)";
            default -> " fails (" + status + ")";
        };
    }

    /**
     * What a registry says about a schema or subject, as opposed to a proxy's page, a wrong path, or a failure.
     *
     * @param status 200, 404, 409 or 422
     * @param body a JSON object; unless the status is 200, one with the API's error_code
     */
    private record Answer(int status, JsonNode body) {

        private static final ObjectMapper JSON = new ObjectMapper();

        static Optional<Answer> of(int status, String text) {
            try {
                JsonNode body = JSON.readTree(text);
                boolean isAnswer = switch (status) {
                    case 200 -> body.isObject();
                    case 404 -> body.path("error_code").asInt() / 100 == 404;
                    case 409, 422 -> body.path("error_code").isInt();
                    default -> false;
                };
                return isAnswer ? Optional.of(new Answer(status, body)) : Optional.empty();
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        }

        int errorCode() {
            return body.path("error_code").asInt();
        }

        String message() {
            return body.path("message").asText("no message");
        }
    }
}
