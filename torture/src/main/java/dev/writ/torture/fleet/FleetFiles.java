package dev.writ.torture.fleet;

import java.nio.file.Path;

/**
 * Where a fleet keeps what it writes.
 *
 * @param directory an absolute path
 */
public record FleetFiles(Path directory) {

    /** A file by its name. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** What a process prints. */
    public Path log(String process) {
        return directory.resolve(process + ".log");
    }

    /** The provider's journal. */
    public Path providerJournal() {
        return directory.resolve("provider.jsonl");
    }

    /** The driver's journal. */
    public Path driverJournal() {
        return directory.resolve("driver.jsonl");
    }

    /** The operator's secret key. */
    public Path operatorKey() {
        return directory.resolve("operator.key");
    }

    /** Where the audit's logs are exported to. */
    public Path export() {
        return directory.resolve("export");
    }
}
