package dev.writ.torture.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a journal.
 *
 * @param place file and number, from 1
 * @param json an object
 */
record JournalLine(String place, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * All lines of a file. The last one may be torn where its process was killed while it wrote; it was never kept, so it is left
     * out.
     *
     * @throws IOException if the file cannot be read, or another line is no JSON object
     */
    static List<JournalLine> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> whole =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        List<JournalLine> lines = new ArrayList<>();
        for (String line : whole) {
            String place = file.getFileName() + ":" + (lines.size() + 1);
            lines.add(new JournalLine(place, object(place, line)));
        }
        return lines;
    }

    private static JsonNode object(String place, String line) throws IOException {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw new IOException(place + " is no JSON: " + line, e);
        }
        throw new IOException(place + " is no JSON object: " + line);
    }

    /** A member's text; empty if it is missing. */
    String text(String member) {
        return json.path(member).asText();
    }
}
