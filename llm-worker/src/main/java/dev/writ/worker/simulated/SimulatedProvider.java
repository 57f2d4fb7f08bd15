package dev.writ.worker.simulated;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import dev.writ.worker.provider.DeltaSink;
import dev.writ.worker.provider.ErrorCode;
import dev.writ.worker.provider.ModelCall;
import dev.writ.worker.provider.ModelRef;
import dev.writ.worker.provider.ModelRunner;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.provider.StreamOutcome;
import java.util.function.LongSupplier;

/** Answers without a model: text that follows from the messages, at a steady rate, counted, and faults on demand. */
public final class SimulatedProvider implements ModelRunner {

    /** The usual name in events. */
    public static final String NAME = "simulated";

    /** How many times slower {@link SimulatedFault#SIMULATED_SLOW} is. */
    public static final int SLOWDOWN = 10;

    private final String name;
    private final double tokensPerSecond;
    private final Pacer pacer;
    private final LongSupplier nanoTime;

    /**
     * @param tokensPerSecond the rate, more than 0
     * @param pacer lets the time between tokens pass
     */
    public SimulatedProvider(double tokensPerSecond, Pacer pacer) {
        this(NAME, tokensPerSecond, pacer, System::nanoTime);
    }

    /**
     * @param name its name in events
     * @param tokensPerSecond the rate, more than 0
     * @param pacer lets the time between tokens pass
     * @param nanoTime the clock that goes with the pacer, such as {@link System#nanoTime}
     */
    public SimulatedProvider(String name, double tokensPerSecond, Pacer pacer, LongSupplier nanoTime) {
        if (!(tokensPerSecond > 0)) {
            throw new IllegalArgumentException("tokens per second must be more than 0: " + tokensPerSecond);
        }
        this.name = name;
        this.tokensPerSecond = tokensPerSecond;
        this.pacer = pacer;
        this.nanoTime = nanoTime;
    }

    @Override
    public StreamOutcome complete(ModelCall call, DeltaSink sink) throws InterruptedException {
        CompletionRequested request = call.request();
        String model = call.model();
        sink.calling(new ModelRef(name, model));
        SimulatedFault fault = SimulatedFault.of(model);
        boolean mayCallTools = !request.getTools().isEmpty()
                && !request.getToolChoice().orElse("").equals("\"none\"");
        SimulatedAnswer answer = SimulatedAnswer.to(model, request.getMessages(), mayCallTools, request.getMaxTokens());
        int all = answer.tokens().size();
        int given = fault == SimulatedFault.SIMULATED_FAIL_BEFORE_FIRST ? 0 : fault.breaksHalfway() ? all / 2 : all;
        double rate = fault == SimulatedFault.SIMULATED_SLOW ? tokensPerSecond / SLOWDOWN : tokensPerSecond;
        Cadence cadence = new Cadence(rate, pacer, nanoTime);
        for (String token : answer.tokens().subList(0, given)) {
            cadence.await();
            sink.accept(token);
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            cadence.await();
            sink.toolCall(i, answer.toolCalls().get(i));
        }
        int written = given == all ? answer.outputTokens() : given;
        Usage usage = new Usage(answer.inputTokens(), written, UsageSource.PROVIDER);
        return switch (fault) {
            case NONE, SIMULATED_SLOW, SIMULATED_LENGTH -> new StreamOutcome.Completed(answer.finishReason(), usage);
            case SIMULATED_FAIL_BEFORE_FIRST ->
                new StreamOutcome.Failed(ErrorCode.UPSTREAM_ERROR, "simulated failure before the first token");
            case SIMULATED_FAIL_MIDWAY ->
                new StreamOutcome.Failed(ErrorCode.UPSTREAM_ERROR, "simulated failure in mid-stream", usage);
            case SIMULATED_TRUNCATE ->
                new StreamOutcome.Failed(
                        ErrorCode.UPSTREAM_TRUNCATED, "simulated stream that ends without a finish reason", usage);
        };
    }

    @Override
    public boolean isInProcess() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
