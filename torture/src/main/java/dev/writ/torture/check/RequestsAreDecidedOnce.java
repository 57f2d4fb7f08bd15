package dev.writ.torture.check;

import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Letter;
import java.util.List;
import java.util.Map;

/** A request that nobody acknowledged may have no decision, and never has two. */
final class RequestsAreDecidedOnce implements Check {

    @Override
    public String claim() {
        return "every acknowledged request has exactly one decision or one dead letter, and the one it was told of";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<Decision>> decisions =
                Groups.by(Decision::requestId, history.log().decisions());
        Map<String, List<Letter>> letters = Groups.by(
                letter -> letter.requestId().orElse(letter.origin()),
                history.log().letters().stream().filter(Letter::ofRequest).toList());
        decisions.forEach((id, several) -> tally.require(
                several.size() == 1,
                several.getLast().place(),
                "request " + id + " has " + several.size() + " decisions, the first at "
                        + several.getFirst().place()));
        letters.forEach((id, several) -> compare(id, several, decisions.getOrDefault(id, List.of()), tally));
        for (Acknowledgement told : history.driver().acknowledgements()) {
            tally.examine();
            List<Decision> decided = decisions.getOrDefault(told.requestId(), List.of());
            if (decided.isEmpty()) {
                requireLetter(told, letters.getOrDefault(told.requestId(), List.of()), tally);
            } else {
                compare(told, decided.getFirst(), tally);
            }
        }
        return tally.result();
    }

    /** A record is given up once. A retry is a record of its own, given up for the same reason. */
    private static void compare(String id, List<Letter> letters, List<Decision> decided, Tally tally) {
        Letter last = letters.getLast();
        tally.require(
                decided.isEmpty(), last.place(), "request " + id + " is a dead letter, and has a decision as well");
        tally.require(
                Groups.keys(Letter::why, letters).size() == 1,
                last.place(),
                "request " + id + " was given up for different reasons");
        tally.require(
                Groups.keys(Letter::origin, letters).size() == letters.size(),
                last.place(),
                "one record of request " + id + " was given up twice");
    }

    private static void requireLetter(Acknowledgement told, List<Letter> letters, Tally tally) {
        if (letters.isEmpty()) {
            tally.wrong(
                    told.place(),
                    "request " + told.requestId() + " was answered " + told.answer()
                            + ", and has neither a decision nor a dead letter");
        } else {
            tally.require(
                    told.answer() == Answer.ACCEPTED || told.answer() == Answer.REFUSED,
                    told.place(),
                    "request " + told.requestId() + " was answered " + told.answer() + ", and is the dead letter at "
                            + letters.getFirst().place());
        }
    }

    private static void compare(Acknowledgement told, Decision decided, Tally tally) {
        boolean agrees = switch (told.answer()) {
            case ALLOWED -> decided.allows() && decided.carriedOut();
            case REFUSED -> decided.allows() && !decided.carriedOut();
            case BLOCKED -> !decided.allows();
            case ACCEPTED -> true;
            case UNEXPECTED -> false;
        };
        tally.require(
                agrees,
                told.place(),
                "request " + told.requestId() + " was answered " + told.answer() + ", and was decided "
                        + decided.verdict() + (decided.carriedOut() ? "" : ", but not carried out,") + " at "
                        + decided.place());
        tally.require(
                told.decisionId().isPresent() || told.answer() == Answer.ACCEPTED || told.answer() == Answer.REFUSED,
                told.place(),
                "request " + told.requestId() + " was answered " + told.answer() + ", and of no decision");
        told.decisionId()
                .ifPresent(id -> tally.require(
                        id.equals(decided.decisionId()),
                        told.place(),
                        "the client was told of decision " + id + ", and " + decided.decisionId() + " stands at "
                                + decided.place()));
        told.executionId()
                .ifPresent(id -> tally.require(
                        decided.executionId().equals(told.executionId()),
                        told.place(),
                        "the client was told of execution " + id + ", and "
                                + decided.executionId().orElse("none") + " stands at " + decided.place()));
    }
}
