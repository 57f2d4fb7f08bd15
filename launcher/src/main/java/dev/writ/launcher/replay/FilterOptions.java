package dev.writ.launcher.replay;

import dev.writ.history.replay.Aspect;
import dev.writ.history.replay.ReplayFilter;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what events must be about. */
public final class FilterOptions {

    private final Map<Aspect, String> wanted = new EnumMap<>(Aspect.class);

    @Option(names = "--blocked", description = "Only what was blocked.")
    private boolean blocked;

    @Option(names = "--agent", paramLabel = "ID", description = "Only what this agent did, or what was done to it.")
    void setAgent(@Nullable String id) {
        want(Aspect.AGENT, id);
    }

    @Option(names = "--session", paramLabel = "ID", description = "Only what belongs to this session.")
    void setSession(@Nullable String id) {
        want(Aspect.SESSION, id);
    }

    @Option(names = "--workspace", paramLabel = "ID", description = "Only what happened in this workspace.")
    void setWorkspace(@Nullable String id) {
        want(Aspect.WORKSPACE, id);
    }

    @Option(names = "--action", paramLabel = "NAME", description = "Only this action, by its exact name.")
    void setAction(@Nullable String name) {
        want(Aspect.ACTION, name);
    }

    @Option(names = "--user", paramLabel = "ID", description = "Only what this user asked for.")
    void setUser(@Nullable String id) {
        want(Aspect.USER, id);
    }

    @Option(names = "--execution", paramLabel = "ID", description = "Only this execution, and what follows from it.")
    void setExecution(@Nullable String id) {
        want(Aspect.EXECUTION, id);
    }

    /** What lets events pass that have all of it. */
    public ReplayFilter filter() {
        return new ReplayFilter(wanted, blocked);
    }

    /** @param value null where the option is not given */
    private void want(Aspect aspect, @Nullable String value) {
        if (value != null) {
            wanted.put(aspect, value);
        }
    }
}
