package dev.writ.torture.check;

import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.History;
import dev.writ.torture.history.VerifiedLog;
import java.util.List;
import java.util.Map;

/** Each partition of the audit that has records is a log of its own. */
final class CheckpointsVerify implements Check {

    @Override
    public String claim() {
        return "the audit's checkpoints verify, and cover every record";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<VerifiedLog>> logs =
                Groups.by(VerifiedLog::log, history.aftermath().logs());
        Groups.by(CheckpointsVerify::log, history.log().audit()).forEach((log, entries) -> {
            tally.examine();
            List<VerifiedLog> verified = logs.getOrDefault(log, List.of());
            if (verified.size() != 1) {
                tally.wrong(log, "was verified " + verified.size() + " times");
                return;
            }
            long signed = verified.getFirst().size();
            tally.require(
                    signed == entries.size(), log, "has " + entries.size() + " records, and " + signed + " are signed");
        });
        for (VerifiedLog report : history.aftermath().logs()) {
            tally.require(report.intact(), report.log(), "is not what was signed: " + report.found());
        }
        return tally.result();
    }

    /** Topic and partition, before the sign that parts them from the offset. */
    private static String log(AuditEntry entry) {
        return entry.place().substring(0, entry.place().lastIndexOf('@'));
    }
}
