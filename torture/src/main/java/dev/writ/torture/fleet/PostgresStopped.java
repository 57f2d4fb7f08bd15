package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;

/** Stops PostgreSQL, which cuts its connections; starts it again on the same data. */
final class PostgresStopped implements Fault {

    private final Fleet fleet;

    PostgresStopped(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException {
        fleet.postgres().stop();
        boolean listens = fleet.postgres().listens();
        return new Seen(!listens, listens ? "still listens" : "does not listen");
    }

    @Override
    public Seen end(String target) throws IOException {
        fleet.postgres().start();
        boolean listens = fleet.postgres().listens();
        return new Seen(listens, listens ? "listens again" : "does not listen");
    }
}
