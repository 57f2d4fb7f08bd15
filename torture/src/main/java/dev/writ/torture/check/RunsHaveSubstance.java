package dev.writ.torture.check;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.EventLog;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Intent;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.util.HashSet;
import java.util.Set;

/** Nothing can be said against an empty history, so it must not count as a good one. */
final class RunsHaveSubstance implements Check {

    private static final String RUN = "the run";
    private static final double LEAST_SENT = 0.9;

    @Override
    public String claim() {
        return "as many requests as planned were sent, and all were answered; some were allowed and some blocked, the provider was"
                + " called and failed, at least half of the chats with a model that does not fail completed, and the sink wrote";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Set<Answer> answers =
                Groups.keys(Acknowledgement::answer, history.driver().acknowledgements());
        tally.examine();
        tally.require(answers.contains(Answer.ALLOWED), RUN, "no request was allowed");
        tally.require(answers.contains(Answer.BLOCKED), RUN, "no request was blocked");
        tally.require(!history.calls().isEmpty(), RUN, "the provider was never called");
        tally.require(
                history.calls().stream().anyMatch(ProviderCall::wasRefused), RUN, "the provider turned no call away");
        tally.require(!history.tables().ledger().isEmpty(), RUN, "the sink wrote nothing");
        tally.require(!history.aftermath().settlings().isEmpty(), RUN, "nobody looked how it settled");
        requireLoad(history, tally);
        requireCompletions(history.log(), tally);
        Set<String> intended =
                Groups.keys(intent -> intent.requestId(), history.driver().intents());
        for (Acknowledgement told : history.driver().acknowledgements()) {
            tally.require(
                    intended.contains(told.requestId()),
                    told.place(),
                    "an answer to a request that nobody was about to send: " + told.requestId());
        }
        Set<String> answered =
                Groups.keys(Acknowledgement::requestId, history.driver().acknowledgements());
        for (Intent intent : history.driver().intents()) {
            tally.require(
                    answered.contains(intent.requestId()),
                    intent.place(),
                    "nobody answered request " + intent.requestId());
        }
        return tally.result();
    }

    /** Faults may fail some chats, but not most. */
    private static void requireCompletions(EventLog log, Tally tally) {
        Set<String> asked = Groups.keys(
                Completion::executionId,
                log.completions().stream().filter(Completion::faultless).toList());
        Set<String> completed = new HashSet<>(asked);
        completed.retainAll(Groups.keys(
                ExecutionStep::executionId,
                log.steps().stream()
                        .filter(step -> step.end()
                                .filter(end -> end.status() == ExecutionStatus.COMPLETED)
                                .isPresent())
                        .toList()));
        completed.retainAll(Groups.keys(
                Token::executionId,
                log.tokens().stream()
                        .filter(token -> token.body() instanceof Token.Text)
                        .toList()));
        tally.require(
                !completed.isEmpty() && 2 * completed.size() >= asked.size(),
                RUN,
                "of " + asked.size() + " chats with a model that does not fail, " + completed.size()
                        + " completed with text");
    }

    private static void requireLoad(History history, Tally tally) {
        long planned = history.plan().requests();
        int sent = history.driver().intents().size();
        tally.require(sent >= LEAST_SENT * planned, RUN, sent + " requests were sent instead of " + planned);
    }
}
