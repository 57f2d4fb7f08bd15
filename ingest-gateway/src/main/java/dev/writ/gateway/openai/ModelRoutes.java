package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Route;
import java.util.List;

/** GET /v1/models: what can be asked for in the workspace of the header field X-Workspace-Id. */
final class ModelRoutes {

    private static final String MODELS = "/v1/models";
    private static final String DEFAULT_WORKSPACE = "default";

    private final ModelCatalogues catalogues;

    ModelRoutes(ModelCatalogues catalogues) {
        this.catalogues = catalogues;
    }

    List<Route> routes() {
        return List.of(
                Route.get(MODELS, this::list),
                Route.get(MODELS + "/{id}", exchange -> get(exchange, exchange.pathParameter("id"))),
                // Many names have an owner before a slash, which clients send as it is.
                Route.get(
                        MODELS + "/{owner}/{name}",
                        exchange ->
                                get(exchange, exchange.pathParameter("owner") + "/" + exchange.pathParameter("name"))));
    }

    private Answer list(Exchange exchange) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        offers(exchange).forEach(offer -> data.add(json(offer)));
        return Answer.ok(json);
    }

    private Answer get(Exchange exchange, String id) {
        return offers(exchange).stream()
                .filter(offer -> offer.model().equals(id))
                .findFirst()
                .map(offer -> Answer.ok(json(offer)))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "model_not_found", "Not found", "There is no such model in this workspace.")
                                .with("parameter", "model")));
    }

    private List<ModelCatalogues.Offer> offers(Exchange exchange) {
        return catalogues.offers(Caller.header(exchange, Caller.WORKSPACE).orElse(DEFAULT_WORKSPACE));
    }

    private static ObjectNode json(ModelCatalogues.Offer offer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", offer.model())
                .put("object", "model")
                .put("created", offer.since().getEpochSecond())
                .put("owned_by", offer.provider());
    }
}
