package dev.writ.torture.nemesis;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Injects what is planned, one fault after another, and writes down what was seen of each. For one thread. */
public final class Nemesis {

    private final Map<FaultKind, Fault> faults;
    private final Moments moments;
    private final Consumer<String> say;

    /**
     * @param faults how each kind is done
     * @param say told in a line of each begin and end
     */
    public Nemesis(Map<FaultKind, Fault> faults, Moments moments, Consumer<String> say) {
        this.faults = Map.copyOf(faults);
        this.moments = moments;
        this.say = say;
    }

    /**
     * Injects; returns after the last one is healed. A fault that takes longer than planned delays the next ones. Of those that
     * then would begin too late, the kinds that have not come yet are injected all the same, and the others left out.
     *
     * @param begin when the load began
     * @param load how long it lasts
     */
    public List<Injection> run(List<PlannedFault> planned, Instant begin, Duration load) throws InterruptedException {
        List<Injection> injected = new ArrayList<>();
        Set<FaultKind> came = EnumSet.noneOf(FaultKind.class);
        Instant last = begin.plus(load).minus(Schedule.CALM_AT_THE_ENDS);
        Instant free = begin;
        for (PlannedFault fault : planned) {
            Instant wanted = begin.plus(fault.at());
            Instant at = wanted.isBefore(free) ? free : wanted;
            if (!came.add(fault.kind()) && at.isAfter(last)) {
                say.accept(fault.kind().word() + " of " + fault.target() + " would come too late");
                continue;
            }
            moments.pass(Duration.between(moments.now(), at));
            injected.add(inject(fault));
            free = moments.now().plus(Schedule.LEAST_CALM);
        }
        return injected;
    }

    /** Healed in any case, also where it could not be done. */
    private Injection inject(PlannedFault planned) throws InterruptedException {
        Fault fault = Objects.requireNonNull(faults.get(planned.kind()), () -> "nobody knows how to " + planned.kind());
        Instant from = moments.now();
        say.accept(planned.kind().word() + " of " + planned.target());
        Seen begun = see(() -> {
            Seen seen = fault.begin(planned.target());
            moments.pass(planned.lasting());
            return seen;
        });
        Seen ended = see(() -> fault.end(planned.target()));
        String evidence = begun.what() + "; " + ended.what();
        say.accept("  " + evidence);
        return new Injection(
                planned.kind(),
                planned.target(),
                from,
                moments.now(),
                begun.asExpected(),
                ended.asExpected(),
                evidence);
    }

    /** Part of a fault. */
    private interface Act {
        Seen act() throws IOException, InterruptedException;
    }

    private static Seen see(Act act) throws InterruptedException {
        try {
            return act.act();
        } catch (IOException e) {
            return new Seen(false, e.toString());
        }
    }
}
