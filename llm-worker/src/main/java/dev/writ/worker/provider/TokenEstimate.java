package dev.writ.worker.provider;

import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Usage;
import dev.writ.schemas.event.UsageSource;
import java.util.List;

/**
 * Token counts where the provider gives none: one token for each four characters (Unicode code points), rounded up. The
 * rule is the rough mean that OpenAI states for English text; it is marked as an estimate wherever it goes.
 */
public final class TokenEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenEstimate() {}

    /** The estimate for a completion whose answer has that many code points. */
    public static Usage of(CompletionRequested request, long answerCharacters) {
        return new Usage(input(request.getMessages()), tokens(answerCharacters), UsageSource.ESTIMATED);
    }

    /** Tokens of all the messages' contents together. */
    public static int input(List<ChatMessage> messages) {
        return tokens(messages.stream()
                .mapToLong(message -> message.getContent().codePoints().count())
                .sum());
    }

    /** Tokens of a text of that many code points. */
    public static int tokens(long characters) {
        return Math.toIntExact(Math.ceilDiv(characters, CHARACTERS_PER_TOKEN));
    }
}
