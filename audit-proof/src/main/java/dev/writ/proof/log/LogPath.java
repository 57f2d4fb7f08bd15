package dev.writ.proof.log;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The names of files in a log, below its folder. */
public final class LogPath {

    /** Hashes in a full tile, leaves in a full bundle, records in a full segment. */
    public static final int WIDTH = 256;

    /** Levels of the tree from the hashes of a tile to the one that a full tile has in the level above. */
    public static final int HEIGHT = 8;

    /** The signed note. */
    public static final String CHECKPOINT = "checkpoint";
    /** The kind of bundles. */
    public static final String ENTRIES = "tile/entries";
    /** The kind of segments; each has the name of a full file. */
    public static final String RECORDS = "records";

    private static final Pattern NUMBER = Pattern.compile("(x[0-9]{3}/)*[0-9]{3}");

    private LogPath() {}

    /** The kind of tiles of a level. */
    public static String tiles(int level) {
        return "tile/" + level;
    }

    /** The N-th full file of a kind. */
    public static String full(String kind, long n) {
        StringBuilder path = new StringBuilder("%03d".formatted(n % 1000));
        for (long rest = n / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return kind + "/" + path;
    }

    /** The N-th file of a kind with the given width, 1 to 256. */
    public static String of(String kind, long n, int width) {
        return width == WIDTH ? full(kind, n) : full(kind, n) + ".p/" + width;
    }

    /** Which N a file has, by its path below the folder of its kind; none if it is no such file. */
    static OptionalLong number(Path belowKind) {
        String path = belowKind.toString().replace('\\', '/');
        int partial = path.indexOf(".p/");
        String number = partial < 0 ? path : path.substring(0, partial);
        if (!NUMBER.matcher(number).matches() || number.length() > 19) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(number.replace("x", "").replace("/", "")));
    }
}
