package dev.writ.launcher.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.verify.Finding;
import dev.writ.proof.verify.LogReport;
import dev.writ.proof.verify.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What verifying found, for people and for programs. */
record VerifyOutput(List<LogReport> reports, Verdict verdict) {

    private static final ObjectMapper JSON = new ObjectMapper();

    VerifyOutput {
        reports = List.copyOf(reports);
    }

    /** A line for each log, one below it for each finding, and the verdict on all of them. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (LogReport report : reports) {
            text.append(report.log()).append(": ").append(report.verdict());
            report.checkpoint().ifPresent(checkpoint -> text.append(", ").append(said(checkpoint)));
            if (!report.signers().isEmpty()) {
                text.append(", signed by ").append(names(report));
            }
            text.append('\n');
            report.findings()
                    .forEach(finding -> text.append("  ").append(finding).append('\n'));
            if (report.unlisted() > 0) {
                text.append("  and ").append(report.unlisted()).append(" more\n");
            }
        }
        return Printable.lines(text.append(verdict).append('\n').toString());
    }

    private static String said(Checkpoint checkpoint) {
        return checkpoint.size() + " records, root " + checkpoint.root();
    }

    private static String names(LogReport report) {
        return report.signers().stream().map(VerifierKey::name).sorted().collect(Collectors.joining(", "));
    }

    /** The same as one JSON object. */
    String json() {
        ObjectNode root = JSON.createObjectNode().put("verdict", verdict.name());
        ArrayNode logs = root.putArray("logs");
        for (LogReport report : reports) {
            ObjectNode log = logs.addObject();
            log.put("log", report.log()).put("verdict", report.verdict().name());
            report.checkpoint()
                    .ifPresent(checkpoint -> log.put("size", checkpoint.size())
                            .put("root", checkpoint.root().base64()));
            ArrayNode signers = log.putArray("signers");
            report.signers().stream().map(VerifierKey::toString).sorted().forEach(signers::add);
            ArrayNode findings = log.putArray("findings");
            report.findings().forEach(finding -> put(findings.addObject(), finding));
            log.put("unlisted", report.unlisted());
        }
        return root.toPrettyString() + "\n";
    }

    private static void put(ObjectNode node, Finding finding) {
        node.put("verdict", finding.verdict().name()).put("file", finding.file());
        finding.leaf().ifPresent(leaf -> node.put("leaf", leaf));
        finding.offset().ifPresent(offset -> node.put("offset", offset));
        node.put("what", finding.what());
    }
}
