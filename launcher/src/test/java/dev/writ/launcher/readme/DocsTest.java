package dev.writ.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.Writ;
import dev.writ.launcher.architecture.SourceTree;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.openapi.OpenApiDocument;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Commands, requests and links of all pages are such as there are. */
class DocsTest {

    private static final List<Page> PAGES = Page.all();
    private static final Pattern WRIT = Pattern.compile("(?:[A-Z_]+=\\S* )*\\./writ +(\\S.*)");
    private static final Pattern SCRIPT_COMMAND = Pattern.compile("\"\\$\\{1:-}\" = ([a-z-]+)");
    private static final Pattern GATEWAY =
            Pattern.compile("\\bcurl\\b.*?(?:http|ws)://(?:127\\.0\\.0\\.1|localhost):8080(/[^\\s'\"?]*)");
    private static final Pattern METHOD = Pattern.compile(" -X ([A-Z]+) ");

    @Test
    void showCommandsThatAreTakenAsTheyStand() {
        // Given
        Set<String> ofTheScript = SCRIPT_COMMAND
                .matcher(SourceTree.read(SourceTree.root().resolve("writ")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        List<String> refused = new ArrayList<>();
        List<String> taken = new ArrayList<>();

        // When
        for (Page page : PAGES) {
            for (String line : page.codeLines()) {
                Matcher writ = WRIT.matcher(line);
                if (writ.lookingAt()) {
                    List<String> words = ShellWords.of(writ.group(1));
                    boolean known = ofTheScript.contains(words.getFirst()) || isTaken(words);
                    (known ? taken : refused).add(page + ": " + line);
                }
            }
        }

        // Then
        assertThat(ofTheScript).contains("verify", "image", "bench");
        assertThat(refused).isEmpty();
        assertThat(taken).hasSizeGreaterThan(60);
    }

    private static boolean isTaken(List<String> words) {
        Console console = new Console(
                new PrintWriter(new StringWriter(), true), new PrintWriter(new StringWriter(), true), Map.of());
        CommandLine line = Writ.commandLine(console, InputStream.nullInputStream());
        try {
            ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
            return parsed.hasSubcommand() || parsed.isVersionHelpRequested();
        } catch (ParameterException _) { // The words are told by the caller.
            return false;
        }
    }

    @Test
    void askTheGatewayForWhatItServes() {
        // Given
        OpenApiDocument document = OpenApiDocument.read();
        List<String> unknown = new ArrayList<>();
        List<String> known = new ArrayList<>();

        // When
        for (Page page : PAGES) {
            for (String line : page.codeLines()) {
                Matcher asked = GATEWAY.matcher(line);
                if (asked.find()) {
                    boolean served =
                            document.operation(methodOf(line), asked.group(1)).isPresent();
                    (served ? known : unknown).add(page + ": " + line);
                }
            }
        }

        // Then
        assertThat(unknown).isEmpty();
        assertThat(known).hasSizeGreaterThan(10);
    }

    private static String methodOf(String line) {
        Matcher method = METHOD.matcher(line);
        if (method.find()) {
            return method.group(1);
        }
        return line.contains(" -d ") ? "POST" : "GET";
    }

    @Test
    void leadOnlyToWhatIsThere() {
        // Given
        List<String> lost = new ArrayList<>();

        // When
        for (Page page : PAGES) {
            for (String link : page.links()) {
                if (!link.contains("://") && !isThere(page, link)) {
                    lost.add(page + ": " + link);
                }
            }
        }

        // Then
        assertThat(lost).isEmpty();
    }

    private static boolean isThere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        return Files.exists(file)
                && (parts.length == 1
                        || new Page(file, SourceTree.read(file)).anchors().contains(parts[1]));
    }
}
