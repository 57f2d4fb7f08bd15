package dev.writ.launcher.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.config.TopicConfig;

/** The AsyncAPI document of all topics. It has nothing that is not in the catalogue, the schemas or the headers' own classes. */
public final class AsyncApiDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String BINDING_VERSION = "0.5.0";
    private static final String AVRO = "application/avro";
    private static final String REF = "$ref";
    private static final String TEXT = "string";

    private AsyncApiDocument() {}

    /** The whole document in YAML, ended by a line feed. */
    public static String text() {
        ObjectNode root = NODES.objectNode().put("asyncapi", "3.0.0");
        describe(root);
        ObjectNode channels = root.putObject("channels");
        ObjectNode operations = root.putObject("operations");
        ObjectNode components = root.putObject("components");
        ObjectNode messages = components.putObject("messages");
        for (Topic<?> topic : Topics.ALL) {
            Schema schema = SpecificData.get().getSchema(topic.type());
            channels.set(topic.name(), channel(topic, schema));
            operation(operations, topic);
            messages.set(schema.getName(), message(topic, schema));
        }
        components.putObject("schemas").set("Headers", headers());
        return "# Generated: ./writ topics --asyncapi > docs/asyncapi.yaml writes it anew.\n" + YamlText.of(root);
    }

    private static void describe(ObjectNode root) {
        root.putObject("info")
                .put("title", "Writ")
                .put("version", "0.1.0")
                .put(
                        "description",
                        "The topics of Writ. Values are Avro in the Confluent wire format (0x00, schema id in 4 bytes), by"
                                + " any schema registry with the Confluent REST API; keys are text in UTF-8. What is asked"
                                + " over HTTP is in the OpenAPI document that the gateway serves at /openapi.yaml.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        root.put("defaultContentType", AVRO);
        ObjectNode server = root.putObject("servers")
                .putObject("up")
                .put("host", "127.0.0.1:9092")
                .put("protocol", "kafka")
                .put("description", "./writ up");
        server.putObject("bindings")
                .putObject("kafka")
                .put("schemaRegistryUrl", "http://127.0.0.1:8081")
                .put("schemaRegistryVendor", "confluent")
                .put("bindingVersion", BINDING_VERSION);
    }

    private static ObjectNode channel(Topic<?> topic, Schema schema) {
        ObjectNode channel = NODES.objectNode().put("address", topic.name()).put("description", schema.getDoc());
        channel.putObject("messages").putObject(schema.getName()).put(REF, "#/components/messages/" + schema.getName());
        ObjectNode kafka = channel.putObject("bindings")
                .putObject("kafka")
                .put("topic", topic.name())
                .put("partitions", topic.partitions());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        topic.configs().forEach((name, value) -> configure(configuration, name, value));
        kafka.put("bindingVersion", BINDING_VERSION);
        return channel;
    }

    private static void configure(ObjectNode configuration, String name, String value) {
        switch (name) {
            case TopicConfig.CLEANUP_POLICY_CONFIG ->
                configuration.putArray(name).add(value);
            case TopicConfig.RETENTION_MS_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                configuration.put(name, Long.parseLong(value));
            default -> configuration.put(name, value);
        }
    }

    /** Clients write what is dated by the broker; Writ's own roles write the rest. */
    private static void operation(ObjectNode operations, Topic<?> topic) {
        String action = topic.time() == Topic.Time.BROKER ? "receive" : "send";
        operations
                .putObject(action + "." + topic.name())
                .put("action", action)
                .putObject("channel")
                .put(REF, "#/channels/" + topic.name());
    }

    private static ObjectNode message(Topic<?> topic, Schema schema) {
        ObjectNode message = NODES.objectNode().put("name", schema.getName()).put("contentType", AVRO);
        ObjectNode headers = message.putObject("headers").put("type", "object");
        ArrayNode all = headers.putArray("allOf");
        all.addObject().put(REF, "#/components/schemas/Headers");
        ArrayNode types = all.addObject()
                .putObject("properties")
                .putObject("ce_type")
                .put("type", TEXT)
                .putArray("enum");
        CloudEvent.typesOf(schema).forEach(types::add);
        message.putObject("payload")
                .put("schemaFormat", "application/vnd.apache.avro;version=1.9.0")
                .set("schema", AvroJson.of(schema));
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", TEXT).put("description", topic.key());
        kafka.put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", BINDING_VERSION);
        return message;
    }

    private static ObjectNode headers() {
        ObjectNode headers = NODES.objectNode()
                .put("type", "object")
                .put("description", "CloudEvents 1.0 in binary mode, and W3C trace context.");
        ArrayNode required = headers.putArray("required");
        ObjectNode properties = headers.putObject("properties");
        header(properties, "ce_specversion", "The version of CloudEvents: 1.0.");
        header(
                properties,
                "ce_id",
                "Names the event; derived from what caused it, so that a repeated event has the same.");
        header(properties, "ce_source", "Which part of Writ made it, such as /writ/gateway.");
        header(properties, "ce_type", "What happened.");
        header(properties, "ce_time", "When it happened, as in RFC 3339.");
        header(properties, "content-type", "Of the value: " + AVRO + ".");
        header(properties, "traceparent", "The trace of the request that led to it.");
        properties.fieldNames().forEachRemaining(required::add);
        header(
                properties,
                ObservedPositions.HEADER,
                "Of requests and commands: what the requester had seen, as topic-partition@offset separated by commas.");
        return headers;
    }

    private static void header(ObjectNode properties, String name, String description) {
        properties.putObject(name).put("type", TEXT).put("description", description);
    }
}
