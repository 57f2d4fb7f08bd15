package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.util.List;

/** Ends some processes in order and starts them again, one after another; where they share a group, each of that moves its work. */
final class Rolling implements Fault {

    private final Fleet fleet;
    private final int rounds;

    /** @param rounds how often each of them ends, 1 or more */
    Rolling(Fleet fleet, int rounds) {
        this.fleet = fleet;
        this.rounds = rounds;
    }

    /** @param target what the names of the processes begin with, before a hyphen */
    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        int ends = 0;
        for (int round = 0; round < rounds; round++) {
            for (Member member : members(target)) {
                Ended ended = member.process().end("TERM");
                member.process().start();
                Seen ready = Back.ready(member);
                if (!ended.inOrder() || !ready.asExpected()) {
                    return new Seen(false, member.name() + " " + ended.what() + ", " + ready.what());
                }
                ends++;
            }
        }
        return new Seen(ends > 0, ends + " times in order");
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        return Back.allReady(members(target));
    }

    private List<Member> members(String target) {
        return fleet.members().values().stream()
                .filter(member -> member.name().startsWith(target + "-"))
                .toList();
    }
}
