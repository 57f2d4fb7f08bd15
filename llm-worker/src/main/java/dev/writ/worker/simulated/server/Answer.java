package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.Ids;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.simulated.Cadence;
import dev.writ.worker.simulated.SimulatedAnswer;
import dev.writ.worker.simulated.SimulatedFault;
import dev.writ.worker.simulated.SimulatedProvider;
import dev.writ.worker.simulated.server.ServerFault.Where;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One call's answer, at its cadence and with its fault. */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpWire wire;
    private final CallRecord call;
    private final HttpRequest request;
    private final ServerDialect dialect;
    private final double tokensPerSecond;

    Answer(HttpWire wire, CallRecord call, HttpRequest request, ServerDialect dialect, double tokensPerSecond) {
        this.wire = wire;
        this.call = call;
        this.request = request;
        this.dialect = dialect;
        this.tokensPerSecond = tokensPerSecond;
    }

    /** Gives it; returns when it has ended, or with an exception when the client has gone. */
    void give() throws IOException, InterruptedException {
        Asked asked;
        try {
            asked = dialect.read(JSON.readTree(request.body()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            call.received("");
            refuse(400, "", "the body is not a request: " + e.getClass().getSimpleName(), "refused");
            return;
        }
        call.received(asked.model());
        Optional<ServerFault> fault = fault(asked.model());
        if (fault.isPresent() && fault.get().where() == Where.STATUS) {
            refuse(fault.get(), asked);
            return;
        }
        SimulatedAnswer answer =
                SimulatedAnswer.to(asked.model(), asked.messages(), asked.mayCallTools(), asked.maxTokens());
        if (fault.filter(found -> found == ServerFault.SIMULATED_SLOW_FIRST_BYTE)
                .isPresent()) {
            hold();
        }
        double rate = SimulatedFault.of(asked.model()) == SimulatedFault.SIMULATED_SLOW
                ? tokensPerSecond / SimulatedProvider.SLOWDOWN
                : tokensPerSecond;
        Cadence cadence = new Cadence(rate, Pacer.REAL, System::nanoTime);
        String id = Ids.derive(
                        "simulated-answer", asked.model(), asked.messages().toString())
                .replace("-", "");
        if (asked.stream()) {
            new StreamedAnswer(wire, call, dialect, asked, answer, id, cadence, key()).give(fault);
        } else {
            cadence.awaitAll(answer.tokens().size());
            endsWith("done");
            wire.json(200, "", dialect.whole(asked, answer, id));
        }
    }

    /** The faults of the process's own provider are some of the server's, under the server's own names. */
    private static Optional<ServerFault> fault(String model) {
        return switch (SimulatedFault.of(model)) {
            case SIMULATED_FAIL_BEFORE_FIRST -> Optional.of(ServerFault.SIMULATED_500);
            case SIMULATED_FAIL_MIDWAY -> Optional.of(ServerFault.SIMULATED_ERROR_OBJECT);
            case SIMULATED_TRUNCATE -> Optional.of(ServerFault.SIMULATED_EOF);
            case NONE, SIMULATED_SLOW, SIMULATED_LENGTH -> ServerFault.of(model);
        };
    }

    private void refuse(ServerFault fault, Asked asked) throws IOException {
        String more = switch (fault) {
            case SIMULATED_429 -> "Retry-After: 1\r\n";
            case SIMULATED_429_LONG -> "Retry-After: 3600\r\n";
            case SIMULATED_REDIRECT -> "Location: /elsewhere\r\n";
            default -> "";
        };
        String message = "simulated refusal of the request with key " + key() + ": '" + asked.prompt() + "'";
        refuse(fault.status(), more, message, fault.modelId());
    }

    private void refuse(int status, String moreHeaders, String message, String how) throws IOException {
        endsWith(how);
        wire.json(status, moreHeaders, dialect.error(status, message));
    }

    /** Noted before it is sent: a client that has all may close before this thread goes on. */
    private void endsWith(String how) {
        call.wrote();
        call.ended(how);
    }

    /** The key as it was sent; servers are known to quote it, and the prompt. */
    private String key() {
        String bearer = request.header("authorization").replaceFirst("(?i)^Bearer ", "");
        return bearer.isEmpty() ? request.header("x-api-key") : bearer;
    }

    /** Waits until the client has gone, or the server stops. */
    static void hold() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
