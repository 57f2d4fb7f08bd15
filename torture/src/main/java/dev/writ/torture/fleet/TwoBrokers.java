package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Kills all brokers but one, so that nothing can be written and nobody leads; starts them again. */
final class TwoBrokers implements Fault {

    private final Fleet fleet;

    TwoBrokers(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @param target the one that stays */
    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        int killed = 0;
        for (Member broker : brokers()) {
            if (!broker.name().equals(target)) {
                killed += broker.process().end("KILL").killed() ? 1 : 0;
            }
        }
        return new Seen(killed == Brokers.COUNT - 1, killed + " brokers were killed");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return Back.allReady(brokers());
    }

    private List<Member> brokers() {
        return IntStream.rangeClosed(1, Brokers.COUNT)
                .mapToObj(id -> Back.member(fleet, "broker-" + id))
                .toList();
    }
}
