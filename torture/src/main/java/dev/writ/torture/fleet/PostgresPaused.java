package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;

/** Stops all processes of PostgreSQL by SIGSTOP; lets them go on by SIGCONT. */
final class PostgresPaused implements Fault {

    private final Fleet fleet;

    PostgresPaused(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        fleet.postgres().pause();
        boolean paused = Patience.until(Pause.SOON, fleet.postgres()::isPaused).isPresent();
        return new Seen(paused, paused ? "all processes are paused" : "not all processes are paused");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        fleet.postgres().goOn();
        return new Seen(true, "answers after " + fleet.postgres().roundTrip().toMillis() + " ms");
    }
}
