package dev.writ.benchmark.load;

import dev.writ.benchmark.figures.Samples;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.worker.simulated.SimulatedAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens all streams of a plan and reads them to their ends, on one thread with one selector: the client is to cost little. */
public final class StreamLoad {

    private static final int BUFFER_BYTES = 256 * 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Tokens of the first stream that are still to come when it is about to end. */
    private static final int BEFORE_END = 2;

    /** Is told of the time in which all streams run. Nothing is read before a method returns. */
    public interface Moments {
        /** All streams have been opened. */
        default void allOpen(long tokensSoFar) throws IOException {}

        /** Every stream has had text. */
        default void allTalk(List<RunningStream> streams) {}

        /** The first stream is about to end by itself. */
        default void firstEnds(long tokensSoFar) throws IOException {}
    }

    private final StreamPlan plan;
    private final Moments moments;
    private final Samples gaps = new Samples();
    private final List<LoadStream> streams = new ArrayList<>();
    private int talking;

    /** A load to be run once. */
    public StreamLoad(StreamPlan plan, Moments moments) {
        this.plan = plan;
        this.moments = moments;
        for (int i = 0; i < plan.streams(); i++) {
            ChatMessage question = ChatMessage.newBuilder()
                    .setRole("user")
                    .setContent(plan.question(i))
                    .build();
            List<String> answer = SimulatedAnswer.to(plan.model(), List.of(question), false, plan.tokens())
                    .tokens();
            Check check = switch (plan.route()) {
                case NATIVE -> new StreamCheck(String.join("", answer), plan.tokens(), plan.cause());
                case OPENAI -> new ChunkCheck(answer);
            };
            streams.add(new LoadStream(check, request(plan.body(i)), gaps));
        }
    }

    /** Times between two events with text of one stream, of all streams. */
    public Samples gaps() {
        return gaps;
    }

    /** Runs to the end; streams that do not end are given up after half as long again as they should take, and 30 s. */
    public List<StreamResult> run() throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(plan.url().getHost(), plan.url().getPort());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        Set<LoadStream> running = new HashSet<>();
        long begun = System.nanoTime();
        long ramp = plan.rampUp().toNanos();
        long answer = plan.answer().toNanos();
        long deadline = begun + ramp + answer + answer / 2 + PATIENCE.toNanos();
        int opened = 0;
        boolean allOpen = false;
        boolean ending = false;
        try (Selector selector = Selector.open()) {
            while ((opened < streams.size() || !running.isEmpty()) && System.nanoTime() < deadline) {
                long now = System.nanoTime();
                while (opened < streams.size() && now - begun >= ramp / streams.size() * opened) {
                    LoadStream next = streams.get(opened++);
                    next.connect(selector, address);
                    running.add(next);
                }
                if (!allOpen && now - begun >= ramp && opened == streams.size()) {
                    allOpen = true;
                    moments.allOpen(tokens());
                }
                if (!ending && allOpen && now - begun >= answer - BEFORE_END * answer / plan.tokens()) {
                    ending = true;
                    moments.firstEnds(tokens());
                }
                selector.select(key -> ready(key, buffer, running), opened < streams.size() ? 2 : 50);
            }
        }
        List<StreamResult> results = new ArrayList<>();
        for (LoadStream stream : streams) {
            results.add(stream.finish());
        }
        return results;
    }

    private void ready(SelectionKey key, ByteBuffer buffer, Set<LoadStream> running) {
        LoadStream stream = (LoadStream) key.attachment();
        boolean talked = stream.hasText();
        stream.ready(key, buffer);
        if (!talked && stream.hasText() && ++talking == streams.size()) {
            moments.allTalk(List.copyOf(streams));
        }
        if (stream.isOver()) {
            key.cancel();
            running.remove(stream);
        }
    }

    private long tokens() {
        return streams.stream().mapToLong(LoadStream::tokens).sum();
    }

    private ByteBuffer request(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + plan.route().path() + " HTTP/1.1\r\nHost: "
                + plan.url().getAuthority() + "\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n"
                + "X-Agent-Id: " + plan.agent().id() + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return ByteBuffer.wrap((head + body).getBytes(StandardCharsets.UTF_8));
    }
}
