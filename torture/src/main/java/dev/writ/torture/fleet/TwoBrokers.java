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
        int ended = 0;
        for (Member broker : brokers()) {
            if (!broker.name().equals(target)) {
                broker.process().signal("KILL");
                broker.process().awaitEnd();
                ended += broker.process().isAlive() ? 0 : 1;
            }
        }
        return new Seen(ended == Brokers.COUNT - 1, ended + " brokers are away");
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
