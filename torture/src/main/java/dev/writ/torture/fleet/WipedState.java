package dev.writ.torture.fleet;

import dev.writ.local.FileTree;
import dev.writ.torture.nemesis.Fault;
import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kills a topology and deletes its state directory; starts it again, with nothing but what Kafka holds. */
final class WipedState implements Fault {

    private final Fleet fleet;

    WipedState(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Seen begin(String target) throws IOException, InterruptedException {
        Path state = fleet.files().file(target);
        boolean had = Files.isDirectory(state);
        Ended ended = Back.member(fleet, target).process().end("KILL");
        FileTree.delete(state);
        return new Seen(
                had && ended.killed(),
                ended.what() + ", " + (had ? "its state is gone" : "it had no state in " + state));
    }

    @Override
    public Seen end(String target) throws IOException, InterruptedException {
        Member member = Back.member(fleet, target);
        member.process().start();
        return Back.ready(member);
    }
}
