package dev.writ.torture.check;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.Verdict;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Aftermath;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.DriverLog;
import dev.writ.torture.history.EventLog;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.Intent;
import dev.writ.torture.history.LedgerRow;
import dev.writ.torture.history.Letter;
import dev.writ.torture.history.OpenTransaction;
import dev.writ.torture.history.Plan;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.RebuiltTable;
import dev.writ.torture.history.Redecided;
import dev.writ.torture.history.Settling;
import dev.writ.torture.history.Tables;
import dev.writ.torture.history.Token;
import dev.writ.torture.history.VerifiedLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A history in which everything holds, to plant errors in: one chat that completed, one that a second worker took over, one that
 * was blocked, a canvas, a request that became a dead letter, and a chat while a flag was off. Requests are r-NAME, decisions
 * d-NAME, executions e-NAME.
 */
final class SoundHistory {

    static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");
    static final Instant COMMITTED = BEGIN.plusMillis(20);
    static final List<String> SAID = List.of("This", " is", " it", ".");

    final List<Intent> intents = new ArrayList<>();
    final List<Acknowledgement> acknowledgements = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Letter> letters = new ArrayList<>();
    final List<ExecutionStep> steps = new ArrayList<>();
    final List<Completion> completions = new ArrayList<>();
    final List<Token> tokens = new ArrayList<>();
    final List<AuditEntry> audit = new ArrayList<>();
    final List<ProviderCall> calls = new ArrayList<>();
    final List<LedgerRow> ledger = new ArrayList<>();
    final List<String> decisionRows = new ArrayList<>();
    final List<Tables.Execution> executionRows = new ArrayList<>();
    final List<OpenTransaction> open = new ArrayList<>();
    final List<Settling> settlings = new ArrayList<>();
    final List<VerifiedLog> logs = new ArrayList<>();
    Plan plan = new Plan(1, Duration.ofSeconds(6), Set.of(FaultKind.FLAG_OFF));
    long partitions = 60;
    long same = 10;
    final List<Redecided.Difference> differences = new ArrayList<>();
    final List<String> unverifiable = new ArrayList<>();
    final List<RebuiltTable> rebuilt = new ArrayList<>();
    final List<Injection> injections = new ArrayList<>();

    SoundHistory() {
        chat("whole", DecisionMode.ENFORCED, Verdict.ALLOWED);
        stream("whole", 1, SAID.size(), StreamEnd.COMPLETED);
        call("whole", 1, Optional.of(new ProviderCall.Last(SAID.size(), false, "done", 200)), 100);
        end("whole", ExecutionStatus.COMPLETED, 1, Optional.of(sha256(text(SAID.size()))));

        chat("taken", DecisionMode.ENFORCED, Verdict.ALLOWED);
        stream("taken", 1, 2, StreamEnd.SUPERSEDED);
        call("taken", 1, Optional.of(new ProviderCall.Last(2, true, "", 400)), 300);
        stream("taken", 2, SAID.size(), StreamEnd.COMPLETED);
        call("taken", 2, Optional.of(new ProviderCall.Last(0, false, "simulated-503", 500)), 450);
        call("taken", 2, Optional.of(new ProviderCall.Last(SAID.size(), false, "done", 700)), 600);
        end("taken", ExecutionStatus.COMPLETED, 2, Optional.of(sha256(text(SAID.size()))));

        asked("blocked", Answer.BLOCKED);
        decide("blocked", DecisionMode.ENFORCED, Verdict.BLOCKED);
        steps.add(new ExecutionStep(
                "executions-blocked",
                "e-blocked",
                "d-blocked",
                Optional.of(new ExecutionStep.End(ExecutionStatus.BLOCKED, 0, Optional.empty()))));
        executionRows.add(new Tables.Execution("e-blocked", Optional.of(ExecutionStatus.BLOCKED)));

        asked("canvas", Answer.ALLOWED);
        decide("canvas", DecisionMode.ENFORCED, Verdict.ALLOWED);
        start("canvas");
        end("canvas", ExecutionStatus.COMPLETED, 0, Optional.empty());

        intents.add(new Intent("driver:letter", "r-letter"));
        acknowledgements.add(
                new Acknowledgement("driver:letter", "r-letter", Answer.REFUSED, Optional.empty(), Optional.empty()));
        letters.add(new Letter("letters@0", Optional.of("r-letter"), "chat-0@9", true, "INVALID too_long", "read"));

        chat("free", DecisionMode.FLAG_OFF, Verdict.BYPASSED);
        stream("free", 1, SAID.size(), StreamEnd.COMPLETED);
        call("free", 1, Optional.of(new ProviderCall.Last(SAID.size(), false, "done", 900)), 800);
        end("free", ExecutionStatus.COMPLETED, 1, Optional.of(sha256(text(SAID.size()))));

        injections.add(new Injection(
                FaultKind.FLAG_OFF,
                "STREAMING_GOVERNANCE_ENABLED",
                BEGIN,
                BEGIN.plusSeconds(10),
                true,
                true,
                "seen in decisions"));
        settlings.add(new Settling("gateway-1 ready", Optional.of(Duration.ofSeconds(3)), "200"));
        logs.add(new VerifiedLog("audit-0", true, audit.size(), ""));
        rebuilt.add(new RebuiltTable("decisions", decisionRows.size(), true, ""));
        rebuilt.add(new RebuiltTable("agent_executions", executionRows.size(), true, ""));
    }

    History build() {
        return new History(
                plan,
                new DriverLog(intents, acknowledgements),
                new EventLog(decisions, letters, steps, completions, tokens, audit),
                calls,
                new Tables(ledger, decisionRows, executionRows),
                new Aftermath(
                        partitions, open, settlings, logs, new Redecided(same, differences, unverifiable), rebuilt),
                injections);
    }

    /** Ends the only attempt of a chat, its execution and its row otherwise. */
    void endStream(String name, StreamEnd how) {
        ExecutionStatus status = how == StreamEnd.CANCELLED ? ExecutionStatus.CANCELLED : ExecutionStatus.FAILED;
        String id = "e-" + name;
        tokens.replaceAll(token -> token.executionId().equals(id) && token.body() instanceof Token.End end
                ? new Token(token.place(), id, 1, token.seq(), new Token.End(how, end.lastSeq(), end.textSha256()))
                : token);
        endExecution(name, status);
        executionRows.replaceAll(row -> row.id().equals(id) ? new Tables.Execution(id, Optional.of(status)) : row);
    }

    /** Ends an execution otherwise than its stream. */
    void endExecution(String name, ExecutionStatus status) {
        steps.replaceAll(step -> step.executionId().equals("e-" + name)
                ? new ExecutionStep(
                        step.place(),
                        step.executionId(),
                        step.decisionId(),
                        step.end().map(end -> new ExecutionStep.End(status, end.attempt(), end.textSha256())))
                : step);
    }

    /** A fault of five seconds. */
    static Injection fault(FaultKind kind, String target, int afterSeconds) {
        Instant from = BEGIN.plusSeconds(afterSeconds);
        return new Injection(kind, target, from, from.plusSeconds(5), true, true, "");
    }

    /** The first so many pieces of what the provider says. */
    static String text(int pieces) {
        return String.join("", SAID.subList(0, pieces));
    }

    static String sha256(String text) {
        return Ids.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private void chat(String name, DecisionMode mode, Verdict verdict) {
        asked(name, Answer.ALLOWED);
        decide(name, mode, verdict);
        start(name);
        completions.add(
                new Completion("completions-" + name, "e-" + name, "d-" + name, Optional.of(COMMITTED), true, SAID));
    }

    private void asked(String name, Answer answer) {
        intents.add(new Intent("driver:" + name, "r-" + name));
        acknowledgements.add(new Acknowledgement(
                "driver:" + name, "r-" + name, answer, Optional.of("d-" + name), Optional.of("e-" + name)));
    }

    private void decide(String name, DecisionMode mode, Verdict verdict) {
        decisions.add(new Decision(
                "decisions-" + name,
                "d-" + name,
                "r-" + name,
                Optional.of("e-" + name),
                "an agent",
                name.equals("canvas") ? "present_markdown" : "stream_chat",
                verdict,
                mode,
                true,
                Optional.of(COMMITTED)));
        audit("decided-" + name, Optional.of("d-" + name), Optional.empty());
        decisionRows.add("d-" + name);
    }

    private void start(String name) {
        steps.add(new ExecutionStep("executions-" + name, "e-" + name, "d-" + name, Optional.empty()));
    }

    private void end(String name, ExecutionStatus status, int attempt, Optional<String> sha256) {
        steps.add(new ExecutionStep(
                "executions-end-" + name,
                "e-" + name,
                "d-" + name,
                Optional.of(new ExecutionStep.End(status, attempt, sha256))));
        audit("ended-" + name, Optional.empty(), Optional.of("e-" + name));
        executionRows.add(new Tables.Execution("e-" + name, Optional.of(status)));
    }

    private void audit(String event, Optional<String> decisionId, Optional<String> ended) {
        String place = "audit-0@" + audit.size();
        audit.add(new AuditEntry(place, event, sha256(event), decisionId, ended));
        ledger.add(new LedgerRow(place, event, sha256(event)));
    }

    /** An attempt with its start, one piece of text for all, and its end. */
    private void stream(String name, int attempt, int pieces, StreamEnd status) {
        String place = "tokens-" + name + "-" + attempt + "-";
        String id = "e-" + name;
        tokens.add(new Token(place + 0, id, attempt, 0, new Token.Start()));
        tokens.add(new Token(place + 1, id, attempt, 1, new Token.Text(text(pieces), pieces)));
        tokens.add(new Token(place + 2, id, attempt, 2, new Token.End(status, 1, sha256(text(pieces)))));
    }

    private void call(String name, int attempt, Optional<ProviderCall.Last> last, long nanos) {
        calls.add(new ProviderCall(
                "calls:" + calls.size(), "e-" + name + "." + attempt, BEGIN.plusMillis(nanos), nanos, last));
    }
}
