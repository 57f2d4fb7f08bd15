package dev.writ.torture.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.torture.history.Acknowledgement;
import dev.writ.torture.history.Answer;
import dev.writ.torture.history.DriverLog;
import dev.writ.torture.history.Intent;
import dev.writ.worker.simulated.server.DurableLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The driver's journal, one JSON object a line, each on the disk before its method returns: an intent before the request is
 * sent, an answer before it counts. Safe for use by several threads.
 */
public final class DriverJournal implements AutoCloseable {

    private static final String EVENT = "event";
    private static final String REQUEST = "request_id";
    private static final String ANSWER = "answer";
    private static final String DECISION = "decision_id";
    private static final String EXECUTION = "execution_id";

    private final DurableLines lines;

    private DriverJournal(DurableLines lines) {
        this.lines = lines;
    }

    /**
     * Opens or creates a file.
     *
     * @throws IOException if it cannot be written
     */
    public static DriverJournal open(Path file) throws IOException {
        return new DriverJournal(DurableLines.open(file, true));
    }

    /**
     * A request is about to be sent.
     *
     * @param what for people
     * @throws CompletionException if that cannot be kept
     */
    public void intent(String requestId, String what) {
        keep(event("intent", requestId).put("what", what));
    }

    /**
     * It was answered.
     *
     * @param tries how often it was sent, 1 or more
     * @throws CompletionException if that cannot be kept
     */
    public void answered(
            String requestId, Answer answer, Optional<String> decisionId, Optional<String> executionId, int tries) {
        ObjectNode line = answer(requestId, answer).put("tries", tries);
        decisionId.ifPresent(id -> line.put(DECISION, id));
        executionId.ifPresent(id -> line.put(EXECUTION, id));
        keep(line);
    }

    /**
     * It was answered as none should be.
     *
     * @param said the status and what came with it
     * @throws CompletionException if that cannot be kept
     */
    public void unexpected(String requestId, String said) {
        keep(answer(requestId, Answer.UNEXPECTED).put("said", said));
    }

    private static ObjectNode answer(String requestId, Answer answer) {
        return event(ANSWER, requestId).put(ANSWER, answer.name().toLowerCase(Locale.ROOT));
    }

    /**
     * Nobody answered it in time, so nothing is known of it.
     *
     * @param last what came of the last try
     * @throws CompletionException if that cannot be kept
     */
    public void gaveUp(String requestId, String last) {
        keep(event("gave_up", requestId).put("last", last));
    }

    private static ObjectNode event(String event, String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(EVENT, event)
                .put(REQUEST, requestId)
                .put("at", Instant.now().toString());
    }

    private void keep(ObjectNode line) {
        lines.add(line.toString()).join();
    }

    @Override
    public void close() {
        lines.close();
    }

    /**
     * Reads such a file.
     *
     * @throws IOException if it cannot be read, or is not one
     */
    public static DriverLog read(Path file) throws IOException {
        List<Intent> intents = new ArrayList<>();
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        for (JournalLine line : JournalLine.read(file)) {
            switch (line.text(EVENT)) {
                case "intent" -> intents.add(new Intent(line.place(), line.text(REQUEST)));
                case ANSWER -> acknowledgements.add(acknowledgement(line));
                case "gave_up" -> {} // Nobody was told anything.
                default -> throw new IOException(line.place() + " is no line of a driver: " + line.json());
            }
        }
        return new DriverLog(intents, acknowledgements);
    }

    private static Acknowledgement acknowledgement(JournalLine line) {
        return new Acknowledgement(
                line.place(),
                line.text(REQUEST),
                Answer.valueOf(line.text(ANSWER).toUpperCase(Locale.ROOT)),
                Optional.of(line.text(DECISION)).filter(id -> !id.isEmpty()),
                Optional.of(line.text(EXECUTION)).filter(id -> !id.isEmpty()));
    }
}
