package dev.writ.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.launcher.architecture.SourceTree;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import dev.writ.telemetry.PerConstant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Some words of labels are exported only when something goes wrong: they are held against the constants that they come from. */
class WatchedWordsTest {

    private static final Map<String, List<String>> WORDS = Map.of(
            "verdict", words(Verdict.values()),
            "mode", words(DecisionMode.values()),
            "kind", words(RequestKind.values()));

    private static final Pattern MATCHER = Pattern.compile("\\b(verdict|mode|kind)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

    @Test
    void areThoseThatThereAre() {
        WatchedFiles.queries().forEach((where, asked) -> asked.forEach(query -> requireKnownWords(where, query)));
        requireKnownWords(
                "the page",
                SourceTree.read(SourceTree.root().resolve("docs/metrics.md")).replace("\\|", "|"));
    }

    private static void requireKnownWords(String where, String text) {
        MATCHER.matcher(text)
                .results()
                .forEach(matcher -> assertThat(matcher.group(2).split("\\|", -1))
                        .as("%s of %s", matcher.group(), where)
                        .isSubsetOf(WORDS.get(matcher.group(1))));
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(PerConstant::word).toList();
    }
}
