package dev.writ.launcher.metrics;

import java.util.Set;
import java.util.TreeSet;

/** A metric's type, such as counter, and the names of its labels. */
record Metric(String type, Set<String> labels) {

    Metric {
        labels = new TreeSet<>(labels);
    }
}
