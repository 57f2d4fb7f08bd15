package dev.writ.proof.log;

import java.util.List;

/**
 * What a tile or a bundle holds.
 *
 * @param name the file's, below the log's folder
 * @param items those that were asked for, or the first of them if the file has fewer
 * @param end whether the file is what its name says
 */
public record LogFile<T>(String name, List<T> items, End end) {

    public LogFile {
        items = List.copyOf(items);
    }

    /** How a file ends. */
    public enum End {
        /** With the last item that its name promises. */
        EXACT,
        /** Behind an item, but too early. */
        EARLY,
        /** Inside an item, or with bytes behind the last one. */
        BROKEN
    }

    static <T> LogFile<T> of(String name, List<T> all, int promised, int asked, boolean bytesLeft) {
        End end = bytesLeft ? End.BROKEN : all.size() < promised ? End.EARLY : End.EXACT;
        return new LogFile<>(name, all.subList(0, Math.min(all.size(), asked)), end);
    }
}
