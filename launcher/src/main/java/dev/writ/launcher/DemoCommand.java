package dev.writ.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Plays the story. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    DemoCommand(Console console) {
        console.out().flush();
    }

    @Override
    public Integer call() {
        return 0;
    }
}
