package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;

/** Ends a process by SIGKILL; starts it again. */
final class Kill implements Fault {

    private final Fleet fleet;

    Kill(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        Ended ended = Back.member(fleet, target).process().end("KILL");
        return new Seen(ended.killed(), ended.what());
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        Member member = Back.member(fleet, target);
        member.process().start();
        return Back.ready(member);
    }
}
