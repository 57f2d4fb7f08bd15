package dev.writ.torture.gather;

import dev.writ.schemas.Topics;
import dev.writ.torture.fleet.Fleet;
import dev.writ.torture.fleet.Patience;
import dev.writ.torture.history.OpenTransaction;
import dev.writ.torture.history.Settling;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Waits until everything that was under way has come to its end, once nothing is asked any more and nothing is broken. */
public final class Settle {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final List<String> GROUPS = List.of("writ-topology", "writ-topology-recorder", "writ-worker");

    private static final String UNSIGNED = """
            SELECT count(*) FROM sink_offsets o
            WHERE o.topic = ? AND o.records > 0 AND NOT EXISTS (
                SELECT FROM audit_checkpoints c
                WHERE c.topic = o.topic AND c.partition = o.partition AND c.size = o.records AND c.published)""";

    private final Fleet fleet;
    private final Admin admin;
    private final Lags lags;

    /** @param admin stays its owner's */
    public Settle(Fleet fleet, Admin admin) {
        this.fleet = fleet;
        this.admin = admin;
        this.lags = new Lags(fleet.connection(), admin);
    }

    /** Something that is to be seen. */
    private interface Look {
        String look() throws IOException, InterruptedException, SQLException;
    }

    /**
     * Waits until all of it is there, and still is when it is looked at again: what one of them had to do last is work for another.
     *
     * @param begun by the monotonic clock, which all times are from
     */
    public List<Settling> await(long begun) throws IOException, InterruptedException {
        Map<String, Look> looks = looks();
        Settlings settlings = new Settlings();
        Patience.until(LONGEST.minusNanos(System.nanoTime() - begun), () -> {
            for (Map.Entry<String, Look> look : looks.entrySet()) {
                String seen = see(look.getValue());
                settlings.look(look.getKey(), seen, Duration.ofNanos(System.nanoTime() - begun));
            }
            return settlings.haveStayed();
        });
        return settlings.all();
    }

    private Map<String, Look> looks() {
        Map<String, Look> looks = new LinkedHashMap<>();
        fleet.names()
                .forEach(name ->
                        looks.put(name + " is ready", () -> fleet.isReady(name) ? Settlings.NOTHING_LEFT : "no"));
        for (String group : GROUPS) {
            looks.put("lag of " + group, () -> Long.toString(lags.ofGroup(group)));
        }
        looks.put("lag of the sinks", () -> Long.toString(lags.ofSinks(fleet.database())));
        looks.put("logs without a published checkpoint", this::unsigned);
        return looks;
    }

    /** Whoever does not answer is not there yet. */
    private static String see(Look look) throws InterruptedException {
        try {
            return look.look();
        } catch (InterruptException e) {
            throw e;
        } catch (IOException | KafkaException | SQLException e) {
            return e.toString();
        }
    }

    private String unsigned() throws SQLException {
        try (Connection database = DriverManager.getConnection(fleet.database());
                PreparedStatement statement = database.prepareStatement(UNSIGNED)) {
            statement.setString(1, Topics.AUDIT.name());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /**
     * Transactions that are open now and, if there are any, still are after 15 s.
     *
     * @throws IOException if the cluster does not say
     */
    OpenTransactions hanging() throws IOException, InterruptedException {
        OpenTransactions first = OpenTransactions.look(admin);
        if (first.open().isEmpty()) {
            return first;
        }
        Thread.sleep(BETWEEN_LOOKS);
        Set<OpenTransaction> still = new HashSet<>(first.open());
        OpenTransactions second = OpenTransactions.look(admin);
        still.retainAll(second.open());
        return new OpenTransactions(second.partitions(), still);
    }
}
