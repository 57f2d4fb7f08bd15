package dev.writ.worker.route;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.OfferedModel;
import dev.writ.worker.provider.ModelRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who runs which model of which workspace, in the order in which they are tried.
 *
 * @param workspaces by workspace id; {@link #EVERY} holds for all, behind a workspace's own
 * @param open who runs models that are not listed; empty: nobody
 */
public record RouteTable(Map<String, WorkspaceRoutes> workspaces, Optional<String> open) {

    /** Stands for every workspace. */
    public static final String EVERY = "*";

    /**
     * The routes of a workspace.
     *
     * @param defaultModel the model of requests that name none; empty: that of every workspace
     * @param models by the names that requests use; each with one route or more
     */
    public record WorkspaceRoutes(Optional<String> defaultModel, Map<String, List<ModelRef>> models) {
        static final WorkspaceRoutes NONE = new WorkspaceRoutes(Optional.empty(), Map.of());
    }

    public RouteTable {
        workspaces = Map.copyOf(workspaces);
    }

    /** One provider, which knows its own models. */
    public static RouteTable of(String provider, String defaultModel) {
        WorkspaceRoutes all = new WorkspaceRoutes(
                Optional.of(defaultModel), Map.of(defaultModel, List.of(new ModelRef(provider, defaultModel))));
        return new RouteTable(Map.of(EVERY, all), Optional.of(provider));
    }

    /** The model that a request means; empty if it names none and there is no default. */
    Optional<String> modelOf(CompletionRequested request) {
        return request.getModel()
                .or(() -> own(request).defaultModel())
                .or(() -> ofEvery().defaultModel());
    }

    /** Whom to try, in this order; empty if nobody runs the model. */
    List<ModelRef> routesOf(CompletionRequested request) {
        return modelOf(request).map(model -> routesOf(request, model)).orElse(List.of());
    }

    private List<ModelRef> routesOf(CompletionRequested request, String model) {
        List<ModelRef> routes = own(request).models().get(model);
        if (routes == null) {
            routes = ofEvery().models().get(model);
        }
        return routes == null
                ? open.map(provider -> List.of(new ModelRef(provider, model))).orElse(List.of())
                : routes;
    }

    /** What can be asked for, default models first. */
    List<OfferedModel> offered() {
        List<OfferedModel> offered = new ArrayList<>();
        new TreeMap<>(workspaces).forEach((workspace, routes) -> {
            Comparator<Map.Entry<String, List<ModelRef>>> defaultFirst =
                    Comparator.comparing(model -> !routes.defaultModel().equals(Optional.of(model.getKey())));
            routes.models().entrySet().stream()
                    .sorted(defaultFirst.thenComparing(Map.Entry.comparingByKey()))
                    .forEach(model -> offered.add(OfferedModel.newBuilder()
                            .setModel(model.getKey())
                            .setProvider(model.getValue().getFirst().provider())
                            .setWorkspaceId(workspace.equals(EVERY) ? null : workspace)
                            .build()));
        });
        return offered;
    }

    private WorkspaceRoutes own(CompletionRequested request) {
        return workspaces.getOrDefault(request.getWorkspaceId(), WorkspaceRoutes.NONE);
    }

    private WorkspaceRoutes ofEvery() {
        return workspaces.getOrDefault(EVERY, WorkspaceRoutes.NONE);
    }
}
