package dev.writ.launcher.audit;

import java.util.regex.Pattern;

/** Text out of files that somebody else wrote, without what a terminal would take for a command. */
final class Printable {

    private static final Pattern CONTROL_BUT_LINE_FEED = Pattern.compile("[\\p{Cc}&&[^\\n]]");

    private Printable() {}

    /** The lines as they are, with a question mark for each control character. */
    static String lines(String text) {
        return CONTROL_BUT_LINE_FEED.matcher(text).replaceAll("?");
    }

    /** On one line. */
    static String line(String text) {
        return lines(text.replace('\n', '?'));
    }
}
