package dev.writ.launcher.role;

import dev.writ.gateway.http.Route;
import dev.writ.launcher.openapi.OpenApi;
import dev.writ.launcher.query.AuditRoutes;
import dev.writ.launcher.query.AuditTopic;
import dev.writ.launcher.query.WhatIfRoute;
import dev.writ.launcher.replay.http.ReplayRoute;
import dev.writ.query.store.AuditDatabase;
import dev.writ.schemas.KafkaConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway serves beside its own routes, over modules that it does not know. */
public final class FurtherRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(FurtherRoutes.class);

    private FurtherRoutes() {}

    /**
     * The routes.
     *
     * @param audit what the audit's questions are put to; stays the caller's to close
     * @param clock from which "two hours ago" is counted
     */
    public static List<Route> of(KafkaConnection kafka, Optional<AuditDatabase> audit, Clock clock) {
        return Stream.concat(
                        Stream.of(
                                OpenApi.route(),
                                new ReplayRoute(kafka, clock).route(),
                                new WhatIfRoute(kafka, clock).route()),
                        new AuditRoutes(audit, new AuditTopic(kafka, LOG::warn), clock).routes().stream())
                .toList();
    }
}
