package dev.writ.launcher.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one command of a shell, up to a comment, a pipe or a redirection; quotes are taken off, and nothing is expanded. */
final class ShellWords {

    private static final Pattern WORD = Pattern.compile("\\G\\s*((?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+)");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern END = Pattern.compile("#.*|\\||[0-9]*[<>].*|&&|;");

    private ShellWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find() && !END.matcher(matcher.group(1)).matches()) {
            words.add(QUOTED.matcher(matcher.group(1)).replaceAll("$1$2"));
        }
        return words;
    }
}
