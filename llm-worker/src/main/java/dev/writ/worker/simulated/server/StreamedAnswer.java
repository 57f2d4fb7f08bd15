package dev.writ.worker.simulated.server;

import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.simulated.Cadence;
import dev.writ.worker.simulated.SimulatedAnswer;
import dev.writ.worker.simulated.server.ServerDialect.Frames;
import dev.writ.worker.simulated.server.ServerFault.Where;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An answer as an event stream, frame by frame. */
final class StreamedAnswer {

    private static final int HUGE = 10 * 1024 * 1024;
    private static final int CLAIMED_LENGTH = 1024 * 1024;
    private static final String WORLD = "🌍";

    private final HttpWire wire;
    private final CallRecord call;
    private final ServerDialect dialect;
    private final SimulatedAnswer answer;
    private final Cadence cadence;
    private final String key;
    private final String prompt;
    private final Frames frames;
    private boolean chunked = true;
    private boolean split;

    StreamedAnswer(
            HttpWire wire,
            CallRecord call,
            ServerDialect dialect,
            Asked asked,
            SimulatedAnswer answer,
            String id,
            Cadence cadence,
            String key) {
        this.wire = wire;
        this.call = call;
        this.dialect = dialect;
        this.answer = answer;
        this.cadence = cadence;
        this.key = key;
        this.prompt = asked.prompt();
        this.frames = dialect.frames(asked, id);
    }

    /** Gives it; returns when it has ended. */
    void give(Optional<ServerFault> fault) throws IOException, InterruptedException {
        chunked = !fault.equals(Optional.of(ServerFault.SIMULATED_CUT_WITH_LENGTH));
        split = fault.equals(Optional.of(ServerFault.SIMULATED_SPLIT_CHARACTER));
        call.wrote();
        if (chunked) {
            wire.chunkedHead();
        } else {
            wire.headWithLength(CLAIMED_LENGTH);
        }
        Where where = fault.map(ServerFault::where).orElse(Where.NOWHERE);
        if (where == Where.BEFORE) {
            Answer.hold();
        }
        write(frames.opening(answer));
        List<String> tokens = tokens();
        for (String token : where == Where.MIDDLE ? tokens.subList(0, tokens.size() / 2) : tokens) {
            cadence.await();
            write(frames.text(token));
            call.wroteToken();
        }
        if (where == Where.MIDDLE) {
            breakOff(fault.orElseThrow());
            return;
        }
        callTools();
        write(frames.finish(answer));
        if (where == Where.END) {
            spoilEnd(fault.orElseThrow());
            return;
        }
        end(frames.last(), fault.map(ServerFault::modelId).orElse("done"));
    }

    private List<String> tokens() {
        if (!split) {
            return answer.tokens();
        }
        List<String> tokens = new ArrayList<>();
        answer.tokens().forEach(token -> tokens.add(token + WORLD));
        return tokens;
    }

    private void callTools() throws IOException, InterruptedException {
        int index = 0;
        for (ToolCall tool : answer.toolCalls()) {
            for (String frame : frames.toolCall(index, tool)) {
                cadence.await();
                write(frame);
                call.wroteToken();
            }
            index++;
        }
    }

    private void breakOff(ServerFault fault) throws IOException, InterruptedException {
        switch (fault) {
            case SIMULATED_IDLE -> Answer.hold();
            case SIMULATED_CUT, SIMULATED_CUT_WITH_LENGTH -> {
                call.ended(fault.modelId());
                wire.cut();
            }
            case SIMULATED_RESET -> {
                call.ended(fault.modelId());
                wire.reset();
            }
            case SIMULATED_ERROR_OBJECT ->
                end(
                        dialect.errorFrame("simulated failure in mid-stream, key " + key + ": '" + prompt + "'"),
                        fault.modelId());
            case SIMULATED_HALF_CHARACTER -> {
                byte[] frame = frames.text(WORLD).getBytes(StandardCharsets.UTF_8);
                byte[] world = WORLD.getBytes(StandardCharsets.UTF_8);
                wire.chunk(Arrays.copyOf(frame, indexOf(frame, world[0]) + 2));
                end("", fault.modelId());
            }
            case SIMULATED_HUGE_LINE -> {
                String part = "x".repeat(1024 * 1024);
                wire.chunk("data: ");
                for (int sent = 0; sent < HUGE; sent += part.length()) {
                    wire.chunk(part);
                }
                end("\n\n", fault.modelId());
            }
            case SIMULATED_NOT_JSON -> end("data: <html>\n\n", fault.modelId());
            default -> end("", fault.modelId());
        }
    }

    private void spoilEnd(ServerFault fault) throws IOException, InterruptedException {
        if (fault == ServerFault.SIMULATED_HELD_SOCKET) {
            write(frames.last());
            Answer.hold();
        }
        end("", fault.modelId());
    }

    /** Noted before it is sent: a client that has all may close before this thread goes on. */
    private void end(String frame, String how) throws IOException {
        call.ended(how);
        if (!frame.isEmpty()) {
            wire.chunk(frame);
        }
        wire.lastChunk();
    }

    private void write(String frame) throws IOException {
        if (!chunked) {
            wire.raw(frame);
        } else if (!split) {
            wire.chunk(frame);
        } else {
            byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            int half = indexOf(bytes, WORLD.getBytes(StandardCharsets.UTF_8)[0]) + 2;
            wire.chunk(Arrays.copyOf(bytes, half));
            wire.chunk(Arrays.copyOfRange(bytes, half, bytes.length));
        }
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return bytes.length / 2;
    }
}
