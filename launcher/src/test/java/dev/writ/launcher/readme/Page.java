package dev.writ.launcher.readme;

import dev.writ.launcher.architecture.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in Markdown. */
public record Page(Path file, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

    /** A page of this source tree. */
    public static Page of(String path) {
        Path file = SourceTree.root().resolve(path);
        return new Page(file, SourceTree.read(file));
    }

    /** Every page: those of the root folder, of docs, and the READMEs and RATIONALEs of the modules. */
    static List<Page> all() {
        try (Stream<Path> files = Files.walk(SourceTree.root(), 2)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> new Page(file, SourceTree.read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a link behind # can name, as GitHub makes it of the headings. */
    public Set<String> anchors() {
        return HEADING.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(heading -> NO_ANCHOR
                        .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** Where the links of the text lead. */
    List<String> links() {
        return LINK.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /** The lines of all blocks of code, without those that only begin or end one. */
    List<String> codeLines() {
        List<String> lines = new ArrayList<>();
        FENCE.matcher(text)
                .results()
                .forEach(block -> block.group()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("```"))
                        .forEach(lines::add));
        return lines;
    }

    @Override
    public String toString() {
        return SourceTree.root().relativize(file).toString();
    }
}
