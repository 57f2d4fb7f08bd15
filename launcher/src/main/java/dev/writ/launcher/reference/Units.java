package dev.writ.launcher.reference;

/** The units of numbers, which the ends of keys tell. */
final class Units {

    private Units() {}

    /** The unit of a key's value; empty if it is a count or no number. */
    static String of(String key) {
        if (key.endsWith(".ms")) {
            return "ms";
        }
        if (key.endsWith(".bytes")) {
            return "bytes";
        }
        if (key.endsWith(".days")) {
            return "days";
        }
        if (key.endsWith(".port")) {
            return "TCP port";
        }
        return key.endsWith(".per.second") ? "1/s" : "";
    }
}
