package dev.writ.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.gateway.http.HttpServer;
import dev.writ.gateway.http.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleFilesIT {

    private static final Path FOLDER = Path.of("src/main/resources/dev/writ/gateway/console");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What a file names: imports of modules, and what the page links to. */
    private static final Pattern NAMED = Pattern.compile("(?:from '\\./|(?:src|href)=\"/console/)([^'\"]+)");

    private final HttpServer server = HttpServer.start(
            new HttpSettings(
                    "127.0.0.1", List.of(), 0, 1_024, SECOND, SECOND, SECOND.multipliedBy(10), 20, 5, Optional.empty()),
            new ConsoleRoutes().routes(),
            new SimpleMeterRegistry());
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void servesWhatThePageNamesAndNothingThatItDoesNot() throws IOException, InterruptedException {
        // Given
        Set<String> known = new HashSet<>(Set.of("index.html"));
        Deque<String> waiting = new ArrayDeque<>(known);

        // When
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            HttpResponse<String> file = get("/console/" + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            NAMED.matcher(file.body())
                    .results()
                    .map(found -> found.group(1))
                    .filter(known::add)
                    .forEach(waiting::add);
        }

        // Then
        try (Stream<Path> folder = Files.list(FOLDER)) {
            Set<String> files =
                    folder.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
            files.addAll(List.of("marked.js", "purify.js"));
            assertThat(known).isEqualTo(files);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/,                    text/html; charset=utf-8",
        "/console/main.js,     text/javascript; charset=utf-8",
        "/console/purify.js,   text/javascript; charset=utf-8",
        "/console/console.css, text/css; charset=utf-8",
        "/console/icon.svg,    image/svg+xml",
    })
    void saysWhatAFileIsAndWhatItsPageMayDo(String path, String mediaType) throws IOException, InterruptedException {
        // When
        HttpResponse<String> file = get(path);

        // Then
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Type")).isEqualTo(mediaType);
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(file, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(file, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void sendsAFileAgainOnlyIfItHasChanged() throws IOException, InterruptedException {
        // Given
        String tag = header(get("/console/main.js"), "ETag");

        // When
        HttpResponse<String> same = get("/console/main.js", "If-None-Match", "\"other\", W/" + tag);
        HttpResponse<String> other = get("/console/main.js", "If-None-Match", "\"other\"");

        // Then
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo(tag);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void compressesForWhoTakesThat() throws IOException, InterruptedException {
        // Given
        HttpResponse<String> plain = get("/console/main.js");

        // When
        HttpResponse<byte[]> compressed = client.send(
                request("/console/main.js", "Accept-Encoding", "br, gzip;q=0.5").build(), BodyHandlers.ofByteArray());
        HttpResponse<String> refused = get("/console/main.js", "Accept-Encoding", "gzip;q=0, identity");

        // Then
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(compressed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
        }
        assertThat(header(refused, "Content-Encoding")).isEmpty();
        assertThat(refused.body()).isEqualTo(plain.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/nothing.js",
                "/console/ConsoleRoutes.class",
                "/console/../ConsoleRoutes.class",
                "/console/%2e%2e/index.html",
                "/console/..%2findex.html",
                "/console/..%5cindex.html",
                "/console/sub/main.js",
                "/console//main.js",
                "/index.html"
            })
    void hasNothingElse(String path) throws IOException, InterruptedException {
        // When
        HttpResponse<String> refused = get(path);

        // Then
        assertThat(refused.statusCode()).isIn(400, 404);
        assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void takesNothing() throws IOException, InterruptedException {
        // When
        HttpResponse<String> refused =
                client.send(request("/").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());

        // Then
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void hasNoScriptOrStyleInItsMarkup() throws IOException, InterruptedException {
        // Then
        assertThat(get("/").body())
                .doesNotContain("<style", " style=")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(SECOND.multipliedBy(10));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
