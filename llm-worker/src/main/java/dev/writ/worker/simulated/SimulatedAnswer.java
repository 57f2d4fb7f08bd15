package dev.writ.worker.simulated;

import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.provider.TokenEstimate;
import java.util.List;

/**
 * What a simulated model answers, as a whole: it follows from the question alone.
 *
 * @param tokens the text, one token after the other
 * @param toolCalls the tools it calls, after the text
 * @param finishReason stop, length or tool_calls
 * @param inputTokens what it read
 */
public record SimulatedAnswer(List<String> tokens, List<ToolCall> toolCalls, String finishReason, int inputTokens) {

    public SimulatedAnswer {
        tokens = List.copyOf(tokens);
        toolCalls = List.copyOf(toolCalls);
    }

    /**
     * The answer to a question.
     *
     * @param model the model's id, which may ask for a length or a fault
     * @param messages the conversation, the last message last
     * @param mayCallTools whether tools were offered and may be called
     * @param maxTokens most tokens of the text, 1 or more
     */
    public static SimulatedAnswer to(String model, List<ChatMessage> messages, boolean mayCallTools, int maxTokens) {
        int input = TokenEstimate.input(messages);
        List<ToolCall> calls = mayCallTools ? ToolWish.in(messages) : List.of();
        if (!calls.isEmpty()) {
            return new SimulatedAnswer(List.of(), calls, "tool_calls", input);
        }
        List<String> tokens = SimulatedText.tokensFor(model, messages);
        boolean halved = SimulatedFault.of(model) == SimulatedFault.SIMULATED_LENGTH;
        int wanted = halved ? tokens.size() / 2 : tokens.size();
        int given = Math.min(wanted, maxTokens);
        String reason = halved || given < wanted ? "length" : "stop";
        return new SimulatedAnswer(tokens.subList(0, given), List.of(), reason, input);
    }

    /** What it wrote, in tokens: those of the text, and those of the tool calls by estimate. */
    public int outputTokens() {
        long characters = toolCalls.stream()
                .mapToLong(call -> call.getName().length() + call.getArguments().length())
                .sum();
        return tokens.size() + TokenEstimate.tokens(characters);
    }
}
