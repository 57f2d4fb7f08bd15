package dev.writ.torture.gather;

import dev.writ.torture.fleet.Fleet;
import dev.writ.torture.history.Aftermath;
import dev.writ.torture.history.EventLog;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.Plan;
import dev.writ.torture.history.Redecided;
import dev.writ.torture.history.Settling;
import dev.writ.torture.history.Tables;
import dev.writ.torture.history.VerifiedLog;
import dev.writ.torture.journal.DriverJournal;
import dev.writ.torture.journal.ProviderJournal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Reads the whole history of a run, once it has settled. */
public final class Gathering {

    /** What workers run where a request names no model. */
    private static final String MODEL = "simulated";

    private static final Duration LEAST_SLACK = Duration.ofMinutes(1);
    /** Behind a fault. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);

    private Gathering() {}

    /**
     * Waits and reads.
     *
     * @param plan what was to be done
     * @param injections what was done to the fleet
     * @param loadEnded by the monotonic clock
     * @param say told in a line of each step
     * @throws IOException if something cannot be read
     */
    public static History of(Fleet fleet, Plan plan, List<Injection> injections, long loadEnded, Consumer<String> say)
            throws IOException, InterruptedException {
        try (Admin admin = Admin.create(fleet.connection().admin("writ-torture-look"))) {
            say.accept("waiting until all has come to its end");
            Settle settle = new Settle(fleet, admin);
            List<Settling> settlings = settle.await(loadEnded);
            AuditCommands commands = new AuditCommands(fleet);
            say.accept("looking for transactions, deciding again, verifying the audit");
            OpenTransactions hanging = settle.hanging();
            List<VerifiedLog> verified = commands.verify();
            Redecided redecided = commands.reproduce(slack(injections));
            say.accept("reading journals, topics and tables");
            EventLog log = LogHistory.read(fleet.connection(), fleet.brokerData(), MODEL);
            Tables tables = TablesReader.read(fleet.database());
            say.accept("building the tables again");
            return new History(
                    plan,
                    DriverJournal.read(fleet.files().driverJournal()),
                    log,
                    ProviderJournal.read(fleet.files().providerJournal()),
                    tables,
                    new Aftermath(
                            hanging.partitions(),
                            List.copyOf(hanging.open()),
                            settlings,
                            verified,
                            redecided,
                            commands.rebuild()),
                    injections);
        } catch (SQLException e) {
            throw new IOException("the tables cannot be read", e);
        }
    }

    /** A topology is held up as long as the longest fault, with its healing, and has to catch up then. */
    static Duration slack(List<Injection> injections) {
        return injections.stream()
                .map(fault -> Duration.between(fault.from(), fault.to()).plus(CATCHING_UP))
                .max(Comparator.naturalOrder())
                .filter(longest -> longest.compareTo(LEAST_SLACK) > 0)
                .orElse(LEAST_SLACK);
    }
}
