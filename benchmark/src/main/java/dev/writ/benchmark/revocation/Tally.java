package dev.writ.benchmark.revocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.benchmark.figures.Samples;
import dev.writ.benchmark.figures.Troubles;
import dev.writ.benchmark.load.StreamResult;
import java.util.List;

/** What commands of one kind did. A sample is one command; of its streams, the one that went on longest counts. */
final class Tally {

    private final Samples answered = new Samples();
    private final Samples lastToken = new Samples();
    private final Samples end = new Samples();
    private final Troubles troubles = new Troubles();
    private int commands;
    private int streams;
    private int asPromised;
    private long tokensAfter;
    private long mostTokensAfter;

    /**
     * Adds one round.
     *
     * @param sent the commands, each of which ended as many streams
     * @param results of the streams, in the commands' order
     */
    void add(List<SentCommand> sent, List<StreamResult> results) {
        int each = results.size() / sent.size();
        for (int i = 0; i < sent.size(); i++) {
            add(sent.get(i), results.subList(i * each, (i + 1) * each));
        }
    }

    private void add(SentCommand command, List<StreamResult> results) {
        long last = command.sentAt();
        long ended = command.sentAt();
        boolean well = true;
        for (int i = 0; i < results.size(); i++) {
            StreamResult result = results.get(i);
            String trouble = result.trouble();
            streams++;
            if (trouble != null) {
                troubles.add(trouble);
                well = false;
                continue;
            }
            asPromised++;
            last = Math.max(last, result.lastTextAt());
            ended = Math.max(ended, result.endedAt());
            long tokens = result.tokens() - command.tokensBefore().get(i);
            tokensAfter += tokens;
            mostTokensAfter = Math.max(mostTokensAfter, tokens);
        }
        commands++;
        if (well) {
            answered.add(command.answeredAt() - command.sentAt());
            lastToken.add(last - command.sentAt());
            end.add(ended - command.sentAt());
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("commands", commands)
                .put("streams", streams)
                .put("as_promised", asPromised);
        json.set("troubles", troubles.json());
        json.set("answer", answered.json());
        json.set("last_token", lastToken.json());
        json.set("end", end.json());
        json.putObject("tokens_after")
                .put("mean", (double) tokensAfter / Math.max(1, asPromised))
                .put("max", mostTokensAfter);
        return json;
    }
}
