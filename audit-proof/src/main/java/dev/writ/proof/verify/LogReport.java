package dev.writ.proof.verify;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What became of verifying one log.
 *
 * @param log its origin, or the name of its folder if no checkpoint says it
 * @param checkpoint what was read, signed or not; none if it could not be read
 * @param signers who signed the checkpoint, of the keys that were given
 * @param verdict of all findings
 * @param findings the first 1,000; none if the log is intact
 * @param unlisted how many more there are
 */
public record LogReport(
        String log,
        Optional<Checkpoint> checkpoint,
        Set<VerifierKey> signers,
        Verdict verdict,
        List<Finding> findings,
        long unlisted) {

    public LogReport {
        signers = Set.copyOf(signers);
        findings = List.copyOf(findings);
    }

    /** This report with a finding more, about the log as a whole. */
    LogReport with(Verdict worse, String file, String what) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(new Finding(worse, file, OptionalLong.empty(), OptionalLong.empty(), what));
        return new LogReport(log, checkpoint, signers, verdict.or(worse), all, unlisted);
    }
}
