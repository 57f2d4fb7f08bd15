package dev.writ.benchmark.writ;

/**
 * Processor time used so far.
 *
 * @param user seconds in programs' own code
 * @param system seconds in the kernel on their behalf
 */
public record CpuTime(double user, double system) {

    /** None. */
    public static final CpuTime NONE = new CpuTime(0, 0);

    CpuTime plus(CpuTime other) {
        return new CpuTime(user + other.user, system + other.system);
    }

    /** What was used since an earlier time, in processors: seconds of processor time for each second that passed. */
    public CpuTime since(CpuTime earlier, double seconds) {
        return new CpuTime((user - earlier.user) / seconds, (system - earlier.system) / seconds);
    }

    /** Both together. */
    public double total() {
        return user + system;
    }
}
