package dev.writ.torture.check;

import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Intent;
import dev.writ.torture.history.ProviderCall;
import java.util.Set;

/** Nothing can be said against an empty history, so it must not count as a good one. */
final class RunsHaveSubstance implements Check {

    private static final String RUN = "the run";
    private static final double LEAST_SENT = 0.9;

    @Override
    public String claim() {
        return "as many requests as planned were sent, and all were answered; some were allowed and some blocked, the provider was"
                + " called and failed, and the sink wrote";
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

    private static void requireLoad(History history, Tally tally) {
        long planned = history.plan().requests();
        int sent = history.driver().intents().size();
        tally.require(sent >= LEAST_SENT * planned, RUN, sent + " requests were sent instead of " + planned);
    }
}
