package dev.writ.launcher.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.GatewayConfig;
import dev.writ.gateway.GatewayService;
import dev.writ.gateway.Metrics;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.role.FurtherRoutes;
import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document, held against the routes of a gateway and against itself. */
class OpenApiTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

    @Test
    void namesEveryRouteAndNoOtherAndIsServed() throws IOException, InterruptedException {
        // Given
        GatewayConfig config = GatewayConfig.from(Map.of(
                "gateway.port", "0",
                "gateway.drain.ms", "0",
                "bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1"));
        try (GatewayService gateway = GatewayService.start(
                        config,
                        PrincipalResolver.NOBODY,
                        Metrics.unserved(),
                        FurtherRoutes.of(config.kafka(), Optional.empty(), Clock.systemUTC()));
                WireHttp http = new WireHttp(URI.create("http://127.0.0.1:" + gateway.port()))) {
            // When
            List<String> routes = gateway.routes().stream()
                    .filter(route -> !isPage(route.path()))
                    .map(route -> route.method() + " " + route.path())
                    .toList();
            HttpResponse<String> served = http.get("/openapi.yaml");

            // Then
            assertThat(DOCUMENT.operations())
                    .extracting(Operation::toString)
                    .containsExactlyInAnyOrderElementsOf(routes);
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.headers().firstValue("Content-Type")).hasValue("application/yaml");
            assertThat(served.body()).isEqualTo(OpenApi.text());
        }
    }

    /** What people look at is no part of the interface. */
    private static boolean isPage(String path) {
        return path.equals("/") || path.startsWith("/console/");
    }

    @Test
    void refersOnlyToWhatIsThereAndHasNothingThatNobodyRefersTo() {
        // Given
        Set<String> references = new TreeSet<>();
        collectReferences(DOCUMENT.root(), references);

        // When
        List<String> named = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind :
                DOCUMENT.root().path("components").properties()) {
            kind.getValue()
                    .properties()
                    .forEach(each -> named.add("#/components/" + kind.getKey() + "/" + each.getKey()));
        }

        // Then
        assertThat(references).containsExactlyInAnyOrderElementsOf(named);
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.path("$ref").textValue());
        }
        node.forEach(each -> collectReferences(each, references));
    }

    @Test
    void saysOfEachOperationWhatItIsCalledAndWhatItIsFor() {
        // Given
        List<String> tags = new ArrayList<>();
        DOCUMENT.root().path("tags").forEach(tag -> tags.add(tag.path("name").asText()));

        // Then
        assertThat(DOCUMENT.operations())
                .extracting(operation -> operation.json().path("operationId").asText())
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(DOCUMENT.operations()).allSatisfy(operation -> {
            assertThat(operation.json().path("summary").asText()).isNotBlank();
            assertThat(tags).contains(operation.json().at("/tags/0").asText());
            assertThat(operation.json().path("responses").has("default")).isTrue();
        });
    }

    @Test
    void givesExamplesThatAreAsItSays() {
        for (Operation operation : DOCUMENT.operations()) {
            // When
            operation.examples().forEach((name, body) -> {
                // Then
                assertThat(DOCUMENT.violations(operation.requestSchema(), body))
                        .as("%s of %s", name, operation)
                        .isEmpty();
            });
            for (Map.Entry<String, JsonNode> response :
                    operation.json().path("responses").properties()) {
                DOCUMENT.resolved(response.getValue())
                        .path("content")
                        .properties()
                        .forEach(content -> requireFittingExample(
                                operation + " " + response.getKey() + " " + content.getKey(), content.getValue()));
            }
        }
    }

    private static void requireFittingExample(String of, JsonNode content) {
        if (content.has("example")) {
            assertThat(DOCUMENT.violations(content.path("schema"), content.path("example")))
                    .as(of)
                    .isEmpty();
        }
    }

    @Test
    void showsTheColumnsOfTheTablesAndTakesTheirFilters() {
        Map<String, AuditTable> tables = Map.of(
                "/api/audit/executions", AuditTable.EXECUTIONS,
                "/api/audit/decisions", AuditTable.DECISIONS,
                "/api/audit/canvas", AuditTable.CANVAS,
                "/api/audit/agents", AuditTable.AGENTS,
                "/api/audit/agents/{id}/history", AuditTable.AGENT_HISTORY);
        tables.forEach((path, table) -> {
            // When
            Operation operation = DOCUMENT.operation("GET", path).orElseThrow();
            JsonNode page = DOCUMENT.resolved(DOCUMENT.response(operation, 200)
                    .path("content")
                    .path("application/json")
                    .path("schema"));
            JsonNode row =
                    DOCUMENT.resolved(page.path("properties").path(table.name()).path("items"));
            List<String> columns = new ArrayList<>();
            row.path("properties").fieldNames().forEachRemaining(columns::add);

            // Then
            assertThat(columns)
                    .as(path)
                    .containsExactlyElementsOf(table.columns().stream()
                            .map(column -> column.name())
                            .toList());
            Set<String> filters = new TreeSet<>(List.of("from", "to", "order", "limit", "cursor", "format"));
            table.filters().stream()
                    .map(Filter::name)
                    .filter(name -> !path.contains("{id}") || !name.equals("agent_id"))
                    .forEach(filters::add);
            assertThat(DOCUMENT.queryParameters(operation)).as(path).containsExactlyInAnyOrderElementsOf(filters);
        });
    }
}
