package dev.writ.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names that clients choose, as labels: the first ones stand for themselves, and further ones share one. For any thread. */
public final class BoundedNames {

    /** The label of all further names. */
    public static final String OTHER = "other";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param most how many names stand for themselves, about; 0 or more */
    public BoundedNames(int most) {
        this.most = most;
    }

    /** The label of a name. */
    public String of(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (known.size() >= most) {
            return OTHER;
        }
        known.add(name);
        return name;
    }
}
