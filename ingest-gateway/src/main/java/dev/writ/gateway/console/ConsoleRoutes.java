package dev.writ.gateway.console;

import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The console at {@code /}, and its files at {@code /console/}. All are read when the gateway starts, and a path of a request is only
 * ever looked up among them: no path leads to anything else.
 */
public final class ConsoleRoutes {

    private static final String PAGE = "index.html";

    /** What the page is made of; a test compares this with the folder. */
    private static final List<String> OWN = List.of(
            PAGE,
            "console.css",
            "icon.svg",
            "main.js",
            "agents.js",
            "canvas.js",
            "chart.js",
            "components.js",
            "decisions.js",
            "dom.js",
            "execution.js",
            "feed.js",
            "forms.js",
            "http.js",
            "overview.js",
            "replay.js",
            "search.js",
            "views.js",
            "whatif.js");

    /** Libraries by the names that the page imports: the artifact, and the file in it. */
    private static final Map<String, Library> LIBRARIES = Map.of(
            "marked.js", new Library("marked", "lib/marked.esm.js"),
            "purify.js", new Library("dompurify", "dist/purify.es.mjs"));

    private final Map<String, ConsoleFile> files = new LinkedHashMap<>();

    private record Library(String artifact, String file) {}

    /** Reads the files. */
    public ConsoleRoutes() {
        OWN.forEach(name -> files.put(name, ConsoleFile.of(mediaTypeOf(name), read(name))));
        LIBRARIES.forEach((name, library) -> files.put(name, ConsoleFile.of(mediaTypeOf(name), read(library))));
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/", exchange -> file(PAGE).answer(exchange)), Route.get("/console/{file}", this::named));
    }

    private Answer named(Exchange exchange) {
        return file(exchange.pathParameter("file")).answer(exchange);
    }

    private ConsoleFile file(String name) {
        ConsoleFile file = files.get(name);
        if (file == null) {
            throw new ProblemException(Problems.notFound("file_unknown", "The console has no such file."));
        }
        return file;
    }

    private static String mediaTypeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no media type is known of " + name);
        };
    }

    private static byte[] read(Library library) {
        Properties about = new Properties();
        String maven = "/META-INF/maven/org.webjars.npm/" + library.artifact() + "/pom.properties";
        try (InputStream in = open(maven)) {
            about.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + maven, e);
        }
        return read("/META-INF/resources/webjars/" + library.artifact() + "/" + about.getProperty("version") + "/"
                + library.file());
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = ConsoleRoutes.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("there is no " + resource + " on the class path");
        }
        return in;
    }
}
