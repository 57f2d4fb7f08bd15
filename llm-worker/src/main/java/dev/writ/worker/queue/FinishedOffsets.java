package dev.writ.worker.queue;

import java.util.Base64;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The finished offsets behind a committed one, as text for the commit's metadata: {@code w1:} and a bit for each offset in
 * base64. What does not fit is left out; it is then delivered again and found finished in the token topic.
 */
final class FinishedOffsets {

    /** A broker's default for offset.metadata.max.bytes. */
    static final int MOST_CHARACTERS = 4096;

    private static final String PREFIX = "w1:";
    /** Base64 without padding never has a length of 4n + 1. */
    private static final Pattern OURS = Pattern.compile(PREFIX + "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2,3})?");
    /** Three bytes in four characters. */
    private static final int MOST_OFFSETS = (MOST_CHARACTERS - PREFIX.length()) / 4 * 3 * Byte.SIZE;

    private FinishedOffsets() {}

    /**
     * @param base the offset to commit; not finished itself
     * @param finished offsets, each more than the base
     */
    static String encode(long base, NavigableSet<Long> finished) {
        BitSet bits = new BitSet();
        for (long offset : finished.headSet(base + MOST_OFFSETS, false)) {
            bits.set(Math.toIntExact(offset - base));
        }
        return bits.isEmpty()
                ? ""
                : PREFIX + Base64.getEncoder().withoutPadding().encodeToString(bits.toByteArray());
    }

    /**
     * @param base the committed offset
     * @param metadata the commit's; text that is not ours means that nothing is known as finished, which is always safe
     */
    static NavigableSet<Long> decode(long base, String metadata) {
        TreeSet<Long> finished = new TreeSet<>();
        if (OURS.matcher(metadata).matches()) {
            BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(PREFIX.length()))).stream()
                    .forEach(bit -> finished.add(base + bit));
        }
        return finished;
    }
}
