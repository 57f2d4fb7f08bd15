package dev.writ.torture.check;

import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.History;
import dev.writ.torture.history.ProviderCall;
import java.util.Set;

/** Nothing can be said against an empty history, so it must not count as a good one. */
final class RunsHaveSubstance implements Check {

    private static final String RUN = "the run";

    @Override
    public String claim() {
        return "requests were allowed and blocked, the provider was called and failed, and the sink wrote";
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
        Set<String> intended =
                Groups.keys(intent -> intent.requestId(), history.driver().intents());
        for (Acknowledgement told : history.driver().acknowledgements()) {
            tally.require(
                    intended.contains(told.requestId()),
                    told.place(),
                    "an answer to a request that nobody was about to send: " + told.requestId());
        }
        return tally.result();
    }
}
