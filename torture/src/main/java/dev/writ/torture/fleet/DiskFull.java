package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;

/** Leaves a broker no room on its disk, which ends it; makes room and starts it again. */
final class DiskFull implements Fault {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Fleet fleet;

    DiskFull(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        ManagedProcess broker = Back.member(fleet, target).process();
        boolean ran = broker.isAlive();
        fleet.disk().fill();
        boolean ended = Patience.until(SOON, () -> !broker.isAlive()).isPresent();
        String what = ended ? " ended" : " still runs";
        return new Seen(
                ran && ended && fleet.disk().room() == 0,
                target + (ran ? what : " had ended by itself") + " with "
                        + fleet.disk().room() + " bytes left");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        fleet.disk().makeRoom();
        Member broker = Back.member(fleet, target);
        broker.process().start();
        return Back.ready(broker);
    }
}
