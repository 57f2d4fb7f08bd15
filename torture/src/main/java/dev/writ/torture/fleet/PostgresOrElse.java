package dev.writ.torture.fleet;

import dev.writ.torture.history.Injection;
import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;

/**
 * A fault that is done to PostgreSQL in another way than to the processes of the fleet, as it is not one but many.
 *
 * @param ofPostgres for that target
 * @param ofProcesses for all others
 */
record PostgresOrElse(Fault ofPostgres, Fault ofProcesses) implements Fault {

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        return of(target).begin(target);
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return of(target).end(target);
    }

    private Fault of(String target) {
        return target.equals(Injection.POSTGRES) ? ofPostgres : ofProcesses;
    }
}
