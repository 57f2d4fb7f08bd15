package dev.writ.torture.fleet;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import dev.writ.torture.nemesis.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The faults that can be injected into a fleet, and into what of it. */
public final class Faults implements AutoCloseable {

    private static final int ROUNDS_OF_REBALANCES = 2;
    private static final List<String> BROKERS = numbered("broker", Brokers.COUNT);

    private final Fleet fleet;
    private final GatewayCalls gateways;

    /** @param fleet stays its owner's */
    public Faults(Fleet fleet) {
        this.fleet = fleet;
        this.gateways = new GatewayCalls(fleet.gateways());
    }

    /** How each is done. */
    public Map<FaultKind, Fault> byKind() {
        Map<FaultKind, Fault> faults = new EnumMap<>(FaultKind.class);
        faults.put(FaultKind.KILL, new PostgresOrElse(new PostgresKilled(fleet), new Kill(fleet)));
        faults.put(FaultKind.PAUSE, new PostgresOrElse(new PostgresPaused(fleet), new Pause(fleet)));
        faults.put(FaultKind.ROLLING_BROKERS, new Rolling(fleet, 1));
        faults.put(FaultKind.TWO_BROKERS, new TwoBrokers(fleet));
        faults.put(FaultKind.POSTGRES_STOPPED, new PostgresStopped(fleet));
        faults.put(FaultKind.POSTGRES_SLOW, new PostgresSlow(fleet));
        faults.put(FaultKind.REBALANCES, new Rolling(fleet, ROUNDS_OF_REBALANCES));
        faults.put(FaultKind.DISK_FULL, new DiskFull(fleet));
        faults.put(FaultKind.DUPLICATES, new Duplicates(fleet));
        faults.put(FaultKind.POISON, new Poison(fleet));
        faults.put(FaultKind.FLAG_OFF, new SetControl(gateways, false));
        faults.put(FaultKind.BYPASS, new SetControl(gateways, true));
        faults.put(FaultKind.DEMOTION, new Demotion(gateways));
        faults.put(FaultKind.WIPED_STATE, new WipedState(fleet));
        return faults;
    }

    /**
     * All targets of each kind that there is.
     *
     * @param agent that works, and may lose its maturity
     */
    public static Map<FaultKind, List<String>> targets(String agent) {
        List<String> processes = new ArrayList<>(BROKERS);
        processes.addAll(List.of(Injection.POSTGRES, FleetSettings.PROVIDER));
        FleetSettings.ROLES.forEach(role -> processes.addAll(numbered(role, FleetSettings.OF_EACH_ROLE)));
        Map<FaultKind, List<String>> targets = new EnumMap<>(FaultKind.class);
        targets.put(FaultKind.KILL, List.copyOf(processes));
        targets.put(FaultKind.PAUSE, List.copyOf(processes));
        targets.put(FaultKind.ROLLING_BROKERS, List.of("broker"));
        targets.put(FaultKind.TWO_BROKERS, BROKERS);
        targets.put(FaultKind.POSTGRES_STOPPED, List.of(Injection.POSTGRES));
        targets.put(FaultKind.POSTGRES_SLOW, List.of(Injection.POSTGRES));
        targets.put(FaultKind.REBALANCES, List.of("topology", "worker", "sink"));
        targets.put(FaultKind.DISK_FULL, List.of(Brokers.WITH_SMALL_DISK));
        targets.put(FaultKind.DUPLICATES, Duplicates.topics());
        targets.put(FaultKind.POISON, Poison.topics());
        targets.put(FaultKind.FLAG_OFF, List.of("STREAMING_GOVERNANCE_ENABLED", "CANVAS_GOVERNANCE_ENABLED"));
        targets.put(FaultKind.BYPASS, List.of("EMERGENCY_GOVERNANCE_BYPASS"));
        targets.put(FaultKind.DEMOTION, List.of(agent));
        targets.put(FaultKind.WIPED_STATE, numbered("topology", FleetSettings.OF_EACH_ROLE));
        return targets;
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
    }

    @Override
    public void close() {
        gateways.close();
    }
}
