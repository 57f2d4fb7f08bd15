package dev.writ.schemas.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was meant by one that is not known. */
public final class NearMiss {

    /** One wrong letter in four, but never more than this many. */
    private static final int MOST = 3;

    private static final int LETTERS_PER_MISTAKE = 4;

    private NearMiss() {}

    /** The nearest of the known names, if it is near enough to be meant. */
    public static Optional<String> of(String wrong, Collection<String> known) {
        int most = Math.min(MOST, wrong.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= most)
                .filter(name -> mistakes(wrong, name) <= most)
                .min(Comparator.<String>comparingInt(name -> mistakes(wrong, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** ", did you mean NAME?", or nothing. */
    public static String hint(String wrong, Collection<String> known) {
        return of(wrong, known).map(name -> ", did you mean " + name + "?").orElse("");
    }

    /** How many letters are missing, too many, wrong or swapped with their neighbour. */
    private static int mistakes(String left, String right) {
        int[][] counts = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                counts[i][j] = i == 0 || j == 0 ? i + j : least(counts, left, right, i, j);
            }
        }
        return counts[left.length()][right.length()];
    }

    private static int least(int[][] counts, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int count = Math.min(counts[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(counts[i - 1][j], counts[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(count, counts[i - 2][j - 2] + 1) : count;
    }
}
