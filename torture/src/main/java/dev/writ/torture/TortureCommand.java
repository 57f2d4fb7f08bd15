package dev.writ.torture;

import dev.writ.torture.ChosenFaults.WrongFaultException;
import dev.writ.torture.check.Checker;
import dev.writ.torture.driver.Backoff;
import dev.writ.torture.driver.Driver;
import dev.writ.torture.driver.Requests;
import dev.writ.torture.fleet.Agents;
import dev.writ.torture.fleet.Faults;
import dev.writ.torture.fleet.Fleet;
import dev.writ.torture.fleet.WritScript;
import dev.writ.torture.gather.Gathering;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.Plan;
import dev.writ.torture.journal.DriverJournal;
import dev.writ.torture.nemesis.Moments;
import dev.writ.torture.nemesis.Nemesis;
import dev.writ.torture.nemesis.PlannedFault;
import dev.writ.torture.nemesis.Schedule;
import dev.writ.torture.report.Report;
import dev.writ.torture.report.RunFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code writ torture}. Exit codes: 0 every invariant held, 1 one did not, or the run failed, 2 refused. */
@Command(
        name = "writ torture",
        description = "Runs a whole Writ under load, breaks it in turn, and checks what it promises.",
        mixinStandardHelpOptions = true)
final class TortureCommand implements Callable<Integer> {

    /** Longer than any request is tried. */
    private static final Duration LAST_ANSWERS = Backoff.PATIENT.patience().plusMinutes(1);

    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_PER_SECOND = 10_000;

    private final Path home;
    private final PrintWriter out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "What requests and faults follow from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--minutes",
            paramLabel = "NUMBER",
            defaultValue = "5",
            description = "How long there is load (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Requests a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            description = "Which faults, such as kill,pause; none for a run without (default: all).")
    private List<String> faults = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty folder for data, logs and journals (default: a temporary one, which is kept).")
    private @Nullable Path data;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "torture/results",
            description = "Folder for the report as JSON and Markdown (default: ${DEFAULT-VALUE}).")
    private Path results = Path.of("");

    /** @param home the folder of the writ script */
    TortureCommand(Path home, PrintWriter out) {
        this.home = home;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(minutes >= 1 && minutes <= MOST_MINUTES, "--minutes must be 1 to " + MOST_MINUTES);
        require(rate >= 1 && rate <= MOST_PER_SECOND, "--rate must be 1 to " + MOST_PER_SECOND);
        ChosenFaults chosen = chosen();
        chosen.leftOut().forEach(why -> say("NOTE: " + why));
        List<PlannedFault> planned = Schedule.of(seed, load(), chosen.targets());
        Path directory = data == null ? Files.createTempDirectory("writ-torture") : data;
        say("logs and journals are in " + directory);
        try (Fleet fleet = Fleet.start(directory, new WritScript(home), chosen.needSmallDisk())) {
            Report report = torture(fleet, planned, chosen);
            report.write(results);
            say(report.markdown());
            return report.passed() ? 0 : 1;
        }
    }

    private Report torture(Fleet fleet, List<PlannedFault> planned, ChosenFaults chosen)
            throws IOException, InterruptedException {
        Agents.register(fleet);
        Instant begun = Instant.now();
        RunFigures figures;
        List<Injection> injections;
        long loadEnded;
        try (DriverJournal journal = DriverJournal.open(fleet.files().driverJournal());
                Driver driver = Driver.start(fleet.gateways(), journal, new Requests(seed), rate, Backoff.PATIENT);
                Faults faultsOfFleet = new Faults(fleet)) {
            say("load of " + rate + " requests a second, and " + planned.size() + " faults to come");
            injections = new Nemesis(faultsOfFleet.byKind(), Moments.REAL, this::say).run(planned, begun, load());
            Duration rest = Duration.between(Instant.now(), begun.plus(load()));
            Moments.REAL.pass(rest.compareTo(Schedule.CALM_AT_THE_ENDS) < 0 ? Schedule.CALM_AT_THE_ENDS : rest);
            Duration loaded = Duration.between(begun, Instant.now());
            loadEnded = System.nanoTime();
            driver.finish(LAST_ANSWERS);
            figures = new RunFigures(seed, begun, loaded, rate, driver.sent(), driver.answered(), driver.givenUp());
        }
        Plan plan = new Plan(rate, figures.load(), chosen.targets().keySet());
        History history = Gathering.of(fleet, plan, injections, loadEnded, this::say);
        return new Report(figures, Checker.check(history), injections, leftOut(chosen.leftOut(), planned, injections));
    }

    private Duration load() {
        return Duration.ofMinutes(minutes);
    }

    /** What did not come, with the reason. */
    static List<String> leftOut(List<String> known, List<PlannedFault> planned, List<Injection> injections) {
        List<String> all = new ArrayList<>(known);
        int late = planned.size() - injections.size();
        if (late > 0) {
            all.add(late + " of " + planned.size() + " planned faults came too late");
        }
        return all;
    }

    private ChosenFaults chosen() throws IOException, InterruptedException {
        try {
            return ChosenFaults.of(faults);
        } catch (WrongFaultException e) {
            throw refused("--faults: " + e.getMessage());
        }
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw refused(what);
        }
    }

    private ParameterException refused(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void say(String line) {
        out.println(line);
    }
}
