package dev.writ.worker.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An HTTP/1.1 server that answers each call with the next of a list of scripts, byte by byte as the script says. */
final class LoopbackServer implements AutoCloseable {

    /** How one call is answered. */
    @FunctionalInterface
    interface Script {
        void answer(Wire wire) throws IOException, InterruptedException;
    }

    /** A call as it came. */
    record Call(String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** The way back to the client. */
    record Wire(OutputStream out, CountDownLatch closing) {

        Wire raw(String text) throws IOException {
            return raw(text.getBytes(StandardCharsets.UTF_8));
        }

        Wire raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        /** The head of a stream that ends with its connection. */
        Wire streamHead() throws IOException {
            return raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        }

        Wire event(String data) throws IOException {
            return raw("data: " + data + "\n\n");
        }

        Wire delta(String text) throws IOException {
            return event(
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}");
        }

        Wire finish(String reason) throws IOException {
            return event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
        }

        Wire usage(int input, int output) throws IOException {
            return event("{\"choices\":[],\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output
                    + "}}");
        }

        Wire done() throws IOException {
            return event("[DONE]");
        }

        Wire status(int status, String moreHeaders, String body) throws IOException {
            return raw("HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + moreHeaders + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                    + body);
        }

        /** Says nothing more until the server is closed. */
        void hang() throws InterruptedException {
            boolean _ = closing.await(1, TimeUnit.MINUTES);
        }
    }

    private final ServerSocket server;
    private final Queue<Script> scripts;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    LoopbackServer(Script... scripts) {
        this.scripts = new ConcurrentLinkedQueue<>(List.of(scripts));
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI baseUrl() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/v1");
    }

    List<Call> calls() {
        return List.copyOf(calls);
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
        try (socket) {
            calls.add(read(new BufferedInputStream(socket.getInputStream())));
            Script script = scripts.poll();
            if (script != null) {
                script.answer(new Wire(socket.getOutputStream(), closing));
            }
        } catch (IOException e) {
            failures.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Call read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away in its head");
            }
            head.append((char) next);
        }
        int length = Integer.parseInt(new Call(head.toString(), "").header("Content-Length"));
        return new Call(head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
