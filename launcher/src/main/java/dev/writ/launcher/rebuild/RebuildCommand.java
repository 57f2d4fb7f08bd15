package dev.writ.launcher.rebuild;

import dev.writ.launcher.cluster.ClusterAdmin;
import dev.writ.launcher.console.Console;
import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.settings.SettingsOptions;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.rebuild.OtherLogException;
import dev.writ.sink.rebuild.Rebuild;
import dev.writ.sink.rebuild.Rebuilt;
import dev.writ.sink.rebuild.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drops what the audit sink wrote, and builds it from the log again. */
@Command(
        name = "rebuild",
        description = {
            "Empties the tables of the audit, fills them from the log again, and compares row for row. It takes the settings of a",
            "sink. Sinks that run notice, and share the work; where none does, this command works alone.",
            "Exit codes: 0 the tables are equal, 1 they differ or the work could not be done, 2 refused, 3 all is written, but",
            "more records came meanwhile, so that the tables cannot be compared."
        },
        mixinStandardHelpOptions = true)
public final class RebuildCommand implements Callable<Integer> {

    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;
    private static final int NOT_COMPARABLE = 3;
    private static final String CLIENT_ID = "writ-rebuild";

    private final Console console;
    private final InputStream in;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--yes", description = "Do not ask before the tables are emptied.")
    private boolean yes;

    @Option(
            names = "--accept-loss",
            description = "Go on where the log no longer has its beginning: what came of it does not come back.")
    private boolean acceptLoss;

    /** Prints to the console, and reads the answer to its question. */
    public RebuildCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(Role.allKeys(), console.environment());
        Map<String, String> values = new HashMap<>(settings.values());
        values.remove(SinkConfig.INSTANCE_ID); // A sink that runs has it.
        SinkConfig config = settings.reading(() -> SinkConfig.from(values));
        return ClusterAdmin.of(settings, CLIENT_ID).use(_ -> {
            try (Rebuild rebuild = Rebuild.open(config)) {
                return rebuild(rebuild);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (OtherLogException e) {
                throw new RefusedException(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private int rebuild(Rebuild rebuild) throws InterruptedException {
        List<String> losses = rebuild.losses();
        losses.forEach(loss -> console.err().println("writ: " + loss));
        if (!losses.isEmpty() && !acceptLoss) {
            throw new RefusedException(
                    "what the tables hold of that would be lost; --accept-loss goes on all the same");
        }
        if (!yes && !agreed()) {
            throw new RefusedException("nothing was changed; --yes goes on without a question");
        }
        Snapshot dropped = rebuild.drop();
        console.out().println("emptied, and filling from the log again:");
        console.out().print(RebuildText.of(dropped));
        console.out().flush();
        Rebuilt rebuilt = rebuild.fill(dropped);
        console.out().println(RebuildText.of(rebuilt));
        console.out().flush();
        if (!rebuilt.isComparable()) {
            return NOT_COMPARABLE;
        }
        return rebuilt.different().isEmpty() ? EQUAL : DIFFERENT;
    }

    private boolean agreed() {
        console.out().print("The tables of the audit are emptied and filled again. Go on? Type yes: ");
        console.out().flush();
        try {
            return "yes".equals(new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
