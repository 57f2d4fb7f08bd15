package dev.writ.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text (RFC 8259) in UTF-8, without duplicate members, trailing tokens, U+0000 or lone surrogates. The
 * source never appears in a problem.
 */
public final class StrictJson {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectWriter CANONICAL = MAPPER.writer();

    private StrictJson() {}

    /**
     * The text's value.
     *
     * @throws ProblemException 400 if it is not a JSON text as above, with a pointer to where it stops being one
     */
    public static JsonNode parse(byte[] bytes) {
        String text = decode(bytes);
        try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
            JsonNode value = parse(parser);
            checkTexts(value, "");
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** The value as one text that is the same for equal values: members sorted, no white space. */
    public static String canonical(JsonNode value) {
        try {
            return CANONICAL.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private static JsonNode parse(JsonParser parser) throws IOException {
        try {
            JsonNode value = READER.readValue(parser);
            if (value == null || value.isMissingNode()) {
                throw malformed("", "A JSON text is needed.", null);
            }
            if (parser.nextToken() != null) {
                throw malformed("", "Nothing may follow the JSON text.", null);
            }
            return value;
        } catch (JsonProcessingException e) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            throw malformed(
                    pointer, "The body must be one JSON text without duplicate members; it stops being one here.", e);
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("", "The body must be text in UTF-8.", e);
        }
    }

    private static void checkTexts(JsonNode value, String pointer) {
        if (value.isTextual()) {
            checkText(value.textValue(), pointer);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                checkTexts(value.get(i), pointer + "/" + i);
            }
        } else {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                checkText(member.getKey(), pointer);
                checkTexts(member.getValue(), Members.append(pointer, member.getKey()));
            }
        }
    }

    private static void checkText(String text, String pointer) {
        boolean clean =
                text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
        if (!clean) {
            throw malformed(pointer, "Text must not hold U+0000 or half a surrogate pair.", null);
        }
    }

    private static ProblemException malformed(String pointer, String detail, @Nullable Exception cause) {
        ProblemException problem = new ProblemException(Problems.invalid("malformed_json", pointer, detail));
        if (cause != null) {
            problem.initCause(cause);
        }
        return problem;
    }
}
