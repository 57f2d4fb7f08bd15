package dev.writ.gateway.api;

import dev.writ.gateway.decision.CacheStatistics;
import dev.writ.gateway.decision.Outcomes;
import dev.writ.gateway.decision.RecentExecutions;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.readmodel.ReadModel;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.tokens.StreamMeters;
import dev.writ.gateway.tokens.TokenStreams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** All routes of the gateway over the parts that serve them. */
public final class Api {

    /**
     * What routes need.
     *
     * @param hasBeenReady whether every view held once what was there before, so that answers are not merely gaps
     * @param timeout how long to wait for a decision, or for a change to show
     * @param meters takes what requests and streams are measured by
     */
    public record Parts(
            Publisher publisher,
            StateView state,
            Outcomes outcomes,
            RecentExecutions recent,
            CacheStatistics caches,
            TokenStreams streams,
            ReadModel readModel,
            PrincipalResolver principals,
            BooleanSupplier hasBeenReady,
            Clock clock,
            Duration timeout,
            MeterRegistry meters) {

        /** What is known of executions and decisions. */
        public Archive archive() {
            return new Archive(recent, readModel);
        }

        /** Has requests decided. */
        public DecisionDesk decisions() {
            return new DecisionDesk(
                    publisher, state, outcomes, recent, archive(), clock, timeout, new RequestMeters(meters));
        }

        /** Measures streams. */
        public StreamMeters streamMeters() {
            return new StreamMeters(meters);
        }
    }

    private Api() {}

    /** The routes. Until the gateway has been ready once, all answer 503. */
    public static List<Route> routes(Parts parts) {
        IntakeReader intakes = new IntakeReader(parts.principals());
        Archive archive = parts.archive();
        DecisionDesk decisions = parts.decisions();
        CommandDesk commands =
                new CommandDesk(parts.publisher(), parts.state(), parts.outcomes(), parts.clock(), parts.timeout());
        StateDesk states = new StateDesk(parts.publisher(), parts.state(), parts.clock(), parts.timeout());
        return Stream.of(
                        new ChatRoutes(intakes, decisions, archive, parts.streams(), parts.streamMeters()).routes(),
                        new CanvasRoutes(intakes, decisions, parts.state()).routes(),
                        new ExecutionRoutes(archive, parts.streams(), parts.clock()).routes(),
                        new CancelRoute(intakes, archive, parts.publisher(), parts.clock()).routes(),
                        new AgentRoutes(intakes, commands, parts.state()).routes(),
                        new AssignmentRoutes(intakes, states, parts.state()).routes(),
                        new GovernanceRoutes(intakes, decisions, parts.state(), parts.caches()).routes(),
                        new ControlRoutes(intakes, states, parts.state()).routes())
                .flatMap(List::stream)
                .map(route -> guarded(route, parts.hasBeenReady()))
                .toList();
    }

    /** The route, answering 503 until the gateway has been ready once. */
    public static Route guarded(Route route, BooleanSupplier hasBeenReady) {
        return new Route(route.method(), route.path(), exchange -> {
            if (!hasBeenReady.getAsBoolean()) {
                throw new ProblemException(
                        Problems.unavailable("starting", "The gateway is reading what was there before; try again."));
            }
            return route.handler().answer(exchange);
        });
    }
}
