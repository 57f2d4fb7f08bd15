package dev.writ.worker.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.worker.http.HttpConfig;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.route.RouteTable.WorkspaceRoutes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.types.Password;

/**
 * Providers and routes as a JSON file has them; an unknown member refuses the file. The form:
 *
 * <pre>{"providers": {NAME: {"dialect": "simulated|openai|anthropic", "base_url": URL, "key": REFERENCE, "version": TEXT}},
 * "workspaces": {ID or "*": {"default": MODEL, "models": {MODEL: [{"provider": NAME, "model": TEXT}]}}}}</pre>
 *
 * @param providers by name
 */
public record RouteFile(Map<String, ProviderSpec> providers, RouteTable table) {

    /**
     * Reads a file's text.
     *
     * @param keys finds a key by its reference
     * @throws IllegalArgumentException if it is not of the form; one line without a secret
     */
    public static RouteFile parse(String text, Function<String, Password> keys) {
        Strict root = Strict.parse(text).only("providers", "workspaces");
        Map<String, ProviderSpec> providers = new HashMap<>();
        root.object("providers").each((name, provider) -> providers.put(name, provider(provider, keys)));
        Map<String, WorkspaceRoutes> workspaces = new HashMap<>();
        root.object("workspaces").each((id, workspace) -> workspaces.put(id, workspace(workspace, providers)));
        RouteTable table = new RouteTable(workspaces, Optional.empty());
        workspaces.forEach((id, routes) -> {
            Optional<String> model = routes.defaultModel();
            boolean known = model.isEmpty()
                    || routes.models().containsKey(model.get())
                    || Optional.ofNullable(workspaces.get(RouteTable.EVERY))
                            .filter(every -> every.models().containsKey(model.get()))
                            .isPresent();
            if (!known) {
                throw new IllegalArgumentException(
                        "workspaces." + id + ".default names " + model.get() + ", which is none of its models");
            }
        });
        return new RouteFile(Collections.unmodifiableMap(providers), table);
    }

    private static ProviderSpec provider(Strict provider, Function<String, Password> keys) {
        provider.only("dialect", "base_url", "key", "version");
        ProviderSpec.Kind kind;
        try {
            kind = ProviderSpec.Kind.valueOf(provider.text("dialect").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw provider.refused("dialect", "must be simulated, openai or anthropic");
        }
        if (kind == ProviderSpec.Kind.SIMULATED) {
            provider.only("dialect");
            return ProviderSpec.simulated();
        }
        URI baseUrl;
        try {
            baseUrl = HttpConfig.checkedBaseUrl(URI.create(provider.text("base_url")));
        } catch (IllegalArgumentException _) { // Its message has the text, which may hold a password.
            throw provider.refused("base_url", "must be an http or https URL with a host, and without user and query");
        }
        Password key = provider.optional("key").map(keys).orElse(new Password(""));
        return new ProviderSpec(
                kind, baseUrl, key, provider.optional("version").orElse(ProviderSpec.ANTHROPIC_VERSION));
    }

    private static WorkspaceRoutes workspace(Strict workspace, Map<String, ProviderSpec> providers) {
        workspace.only("default", "models");
        Map<String, List<ModelRef>> models = new HashMap<>();
        Strict named = workspace.object("models");
        for (Map.Entry<String, JsonNode> model : named.node().properties()) {
            List<ModelRef> routes = new ArrayList<>();
            for (Strict route : named.list(model.getKey())) {
                route.only("provider", "model");
                ModelRef to = new ModelRef(route.text("provider"), route.text("model"));
                if (!providers.containsKey(to.provider())) {
                    throw route.refused("provider", "names none of the providers");
                }
                routes.add(to);
            }
            if (routes.isEmpty()) {
                throw named.refused(model.getKey(), "needs at least one route");
            }
            models.put(model.getKey(), List.copyOf(routes));
        }
        return new WorkspaceRoutes(workspace.optional("default"), Map.copyOf(models));
    }
}
