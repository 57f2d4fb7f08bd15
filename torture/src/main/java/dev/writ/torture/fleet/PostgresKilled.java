package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;

/** Ends PostgreSQL by SIGKILL, so that it has to recover; starts it again on the same data. */
final class PostgresKilled implements Fault {

    private final Fleet fleet;
    private final Fault stopped;

    PostgresKilled(Fleet fleet) {
        this.fleet = fleet;
        this.stopped = new PostgresStopped(fleet);
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        int processes = fleet.postgres().kill();
        boolean listens = fleet.postgres().listens();
        return new Seen(!listens, processes + " processes are gone" + (listens ? ", and somebody listens" : ""));
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return stopped.end(target);
    }
}
