package dev.writ.torture.check;

import dev.writ.torture.history.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One attempt as its readers see it: in the topic's order, without repetitions of an event and without what comes behind the
 * end.
 *
 * @param number from 1
 * @param tokens that count; one or more
 * @param conflicts events before the end that have the number of another one and say something else
 * @param late events behind the end, whatever their numbers, which readers drop
 */
record Attempt(int number, List<Token> tokens, List<Token> conflicts, List<Token> late) {

    static Attempt of(int number, List<Token> events) {
        List<Token> tokens = new ArrayList<>();
        List<Token> conflicts = new ArrayList<>();
        List<Token> late = new ArrayList<>();
        for (Token event : events) {
            if (tokens.stream().anyMatch(token -> isRepetition(token, event))) {
                continue;
            }
            if (!tokens.isEmpty() && tokens.getLast().body() instanceof Token.End) {
                late.add(event);
            } else if (tokens.stream().anyMatch(token -> token.seq() == event.seq())) {
                conflicts.add(event);
            } else {
                tokens.add(event);
            }
        }
        return new Attempt(number, tokens, conflicts, late);
    }

    private static boolean isRepetition(Token token, Token event) {
        return token.seq() == event.seq() && token.body().equals(event.body());
    }

    Optional<Token.End> end() {
        return tokens.getLast().body() instanceof Token.End end ? Optional.of(end) : Optional.empty();
    }

    /** The whole text. */
    String text() {
        return tokens.stream()
                .map(Token::body)
                .map(body -> body instanceof Token.Text piece ? piece.text() : "")
                .collect(Collectors.joining());
    }

    /** The provider's pieces that are in it. */
    int chunks() {
        return tokens.stream()
                .map(Token::body)
                .mapToInt(body -> body instanceof Token.Text piece ? piece.chunks() : 0)
                .sum();
    }

    /** Where it ends. */
    String place() {
        return tokens.getLast().place();
    }
}
