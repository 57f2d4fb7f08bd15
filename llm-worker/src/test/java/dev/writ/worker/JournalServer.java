package dev.writ.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.event.CompletionRequested;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A provider over HTTP that says words at a steady pace, and keeps a journal of when each call came and when its connection
 * was closed. A call names its execution by the content of its last message.
 */
final class JournalServer implements AutoCloseable {

    /** A model that says nothing at all, not even a head. */
    static final String SILENT_MODEL = "silent";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One call.
     *
     * @param openedAt when it had come, in nanoseconds of the monotonic clock
     * @param closedAt when its connection was closed, whoever did it
     */
    record Call(String executionId, long openedAt, CompletableFuture<Long> closedAt) {}

    private final int words;
    private final Duration pace;
    private final ServerSocket server;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    JournalServer(int words, Duration pace) {
        this.words = words;
        this.pace = pace;
        try {
            this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** A completion whose call can be told in the journal. */
    static CompletionRequested.Builder completion() {
        CompletionRequested.Builder made = TestCompletions.completion();
        return made.setMessages(List.of(TestCompletions.message("user", made.getExecutionId())));
    }

    /** What a worker needs to call this server. */
    Map<String, String> settings() {
        return Map.of(
                WorkerKeys.PROVIDER, "openai",
                WorkerKeys.MODEL, "journaled",
                WorkerKeys.OPENAI_BASE_URL,
                        "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/v1");
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> callsOf(CompletionRequested request) {
        return calls.stream()
                .filter(call -> call.executionId().equals(request.getExecutionId()))
                .toList();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                failures.add(e);
            }
        }
    }

    private void serve(Socket socket) {
        CompletableFuture<Long> closedAt = new CompletableFuture<>();
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            JsonNode body = JSON.readTree(readBody(in));
            calls.add(new Call(
                    body.path("messages")
                            .path(body.path("messages").size() - 1)
                            .path("content")
                            .textValue(),
                    System.nanoTime(),
                    closedAt));
            Thread.ofVirtual().start(() -> awaitClose(in, closedAt));
            answer(socket.getOutputStream(), body.path("model").textValue(), closedAt);
        } catch (IOException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closedAt.complete(System.nanoTime());
        }
    }

    private void answer(OutputStream out, String model, CompletableFuture<Long> closedAt)
            throws IOException, InterruptedException {
        if (model.equals(SILENT_MODEL)) {
            boolean _ = isClosedWithin(Duration.ofMinutes(1), closedAt);
            return;
        }
        say(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        for (int i = 0; i < words; i++) {
            if (isClosedWithin(pace, closedAt)) {
                return;
            }
            say(out, "data: {\"choices\":[{\"delta\":{\"content\":\"wörd" + i + " \"}}]}\n\n");
        }
        say(out, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    private static boolean isClosedWithin(Duration time, CompletableFuture<Long> closedAt) throws InterruptedException {
        try {
            return closedAt.get(time.toNanos(), TimeUnit.NANOSECONDS) > 0;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails it", e);
        }
    }

    /** The client sends nothing more, so that whatever comes is the end. */
    private void awaitClose(InputStream in, CompletableFuture<Long> closedAt) {
        try {
            int _ = in.read();
        } catch (IOException e) {
            failures.add(e);
        }
        closedAt.complete(System.nanoTime());
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static byte[] readBody(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away in its head");
            }
            head.append((char) next);
        }
        String length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .findFirst()
                .orElseThrow();
        return in.readNBytes(Integer.parseInt(length.substring(15).strip()));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
