package dev.writ.proof.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Collects what is wrong, and lists no more of it than somebody reads. */
final class Findings {

    private static final int MOST_LISTED = 1000;

    private final List<Finding> listed = new ArrayList<>();
    private long unlisted;
    private Verdict verdict = Verdict.INTACT;

    void add(Verdict worse, String file, String what) {
        add(new Finding(worse, file, OptionalLong.empty(), OptionalLong.empty(), what));
    }

    void atLeaf(Verdict worse, String file, long leaf, String what) {
        add(new Finding(worse, file, OptionalLong.of(leaf), OptionalLong.empty(), what));
    }

    void atOffset(Verdict worse, String file, long offset, String what) {
        add(new Finding(worse, file, OptionalLong.empty(), OptionalLong.of(offset), what));
    }

    void add(Finding finding) {
        verdict = verdict.or(finding.verdict());
        if (listed.size() < MOST_LISTED) {
            listed.add(finding);
        } else {
            unlisted++;
        }
    }

    Verdict verdict() {
        return verdict;
    }

    List<Finding> listed() {
        return List.copyOf(listed);
    }

    long unlisted() {
        return unlisted;
    }
}
