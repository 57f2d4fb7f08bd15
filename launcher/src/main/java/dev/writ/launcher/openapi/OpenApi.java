package dev.writ.launcher.openapi;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The OpenAPI document of all that a gateway serves. It lies in parts, by area, that make one text when they are joined. */
public final class OpenApi {

    private static final List<String> PARTS = List.of(
            "head",
            "paths-requests",
            "paths-executions",
            "paths-agents",
            "paths-governance",
            "paths-completions",
            "paths-audit",
            "paths-operations",
            "components",
            "schemas-requests",
            "schemas-answers",
            "schemas-streams",
            "schemas-completions",
            "schemas-audit",
            "schemas-console");

    private OpenApi() {}

    /** The document in YAML. */
    public static String text() {
        return PARTS.stream().map(OpenApi::part).collect(Collectors.joining());
    }

    /** GET /openapi.yaml. */
    public static Route route() {
        String text = text();
        return Route.get("/openapi.yaml", _ -> new Answer.Text(200, "application/yaml", text));
    }

    private static String part(String name) {
        try (InputStream in =
                Objects.requireNonNull(OpenApi.class.getResourceAsStream(name + ".yaml"), "the jar lacks " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from the jar", e);
        }
    }
}
