package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;

/** Stops a process by SIGSTOP; lets it go on by SIGCONT. */
final class Pause implements Fault {

    /** Signals take effect within it. */
    static final Duration SOON = Duration.ofSeconds(5);

    private final Fleet fleet;

    Pause(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        ManagedProcess process = Back.member(fleet, target).process();
        process.signal("STOP");
        boolean paused = Patience.until(SOON, process::isPaused).isPresent();
        return new Seen(paused, paused ? "is paused" : "is not paused");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        Member member = Back.member(fleet, target);
        member.process().signal("CONT");
        return Back.ready(member);
    }
}
