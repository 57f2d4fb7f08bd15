package dev.writ.benchmark.local;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;

/**
 * Numbers of which few are frequent: number n, from 0, comes in proportion to 1 / (n + 1)^exponent. The same seed gives the
 * same numbers. For one thread.
 */
public final class Zipf implements IntSupplier {

    private final double[] sums;
    private final Random random;

    /**
     * A sequence.
     *
     * @param count numbers from 0 up to one less than this, 1 or more
     * @param exponent 0 for all alike; usual is 1
     */
    public Zipf(int count, double exponent, long seed) {
        sums = new double[count];
        double sum = 0;
        for (int number = 0; number < count; number++) {
            sum += 1 / Math.pow(number + 1.0, exponent);
            sums[number] = sum;
        }
        random = new Random(seed);
    }

    @Override
    public int getAsInt() {
        int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
        return found < 0 ? Math.min(-found - 1, sums.length - 1) : found;
    }
}
