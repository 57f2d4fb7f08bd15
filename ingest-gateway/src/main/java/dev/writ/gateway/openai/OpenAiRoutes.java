package dev.writ.gateway.openai;

import dev.writ.gateway.api.Api;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.IntakeReader;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the OpenAI dialect. */
public final class OpenAiRoutes {

    private OpenAiRoutes() {}

    /** The routes over the parts that serve the others too. Until the gateway has been ready once, all answer 503. */
    public static List<Route> routes(Api.Parts parts, ModelCatalogues catalogues) {
        return Stream.of(
                        new CompletionRoute(
                                        new IntakeReader(parts.principals()),
                                        parts.decisions(),
                                        parts.archive(),
                                        parts.streams(),
                                        parts.streamMeters())
                                .routes(),
                        new ModelRoutes(catalogues).routes())
                .flatMap(List::stream)
                .map(route -> Api.guarded(route, parts.hasBeenReady()))
                .toList();
    }
}
