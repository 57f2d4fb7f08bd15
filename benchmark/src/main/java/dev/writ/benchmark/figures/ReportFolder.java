package dev.writ.benchmark.figures;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a user wants reports. */
public final class ReportFolder {

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "benchmark/results",
            description = "Folder for the report as JSON and Markdown (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    /**
     * Writes and prints a report.
     *
     * @param name of the files, without their endings
     */
    public void put(Report report, String name, PrintWriter out) throws IOException {
        report.write(folder, name);
        out.println(report.markdown());
    }
}
