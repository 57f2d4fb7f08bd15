package dev.writ.torture.fleet;

import dev.writ.torture.nemesis.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether processes came back. */
final class Back {

    /** As Writ promises; what takes longer has not healed. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Back() {}

    static Member member(Fleet fleet, String name) {
        return Objects.requireNonNull(fleet.members().get(name), () -> "there is no process " + name);
    }

    /** Waits until it is ready. */
    static Seen ready(Member member) throws IOException, InterruptedException {
        Optional<Duration> after = Patience.until(LONGEST, member::isReady);
        return after.isPresent()
                ? new Seen(true, member.name() + " ready after " + after.get().toMillis() + " ms")
                : new Seen(false, member.name() + " " + member.state());
    }

    /** Starts each that does not run, and waits until all are ready. */
    static Seen allReady(List<Member> members) throws IOException, InterruptedException {
        for (Member member : members) {
            member.process().start();
        }
        for (Member member : members) {
            Seen ready = ready(member);
            if (!ready.asExpected()) {
                return ready;
            }
        }
        return new Seen(true, members.size() + " ready");
    }
}
