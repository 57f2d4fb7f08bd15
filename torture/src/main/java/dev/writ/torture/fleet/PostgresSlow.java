package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;

/** Holds back whatever PostgreSQL answers the sinks. */
final class PostgresSlow implements Fault {

    private static final Duration DELAY = Duration.ofMillis(400);

    private final Fleet fleet;

    PostgresSlow(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException {
        fleet.postgres().holdBack(DELAY);
        Duration took = fleet.postgres().roundTrip();
        return new Seen(took.compareTo(DELAY) >= 0, "a query takes " + took.toMillis() + " ms");
    }

    @Override
    public Seen end(String target) throws IOException {
        fleet.postgres().holdBack(Duration.ZERO);
        Duration took = fleet.postgres().roundTrip();
        return new Seen(took.compareTo(DELAY) < 0, "a query takes " + took.toMillis() + " ms");
    }
}
