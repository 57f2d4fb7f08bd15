package dev.writ.query.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.query.table.AuditTable;
import dev.writ.query.table.Column;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The current row of a result as a JSON object: every column of the table, in order, null where there is nothing. */
final class RowReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RowReader() {}

    static ObjectNode row(ResultSet result, AuditTable table) throws SQLException {
        ObjectNode row = NODES.objectNode();
        for (Column column : table.columns()) {
            row.set(column.name(), value(result, column));
        }
        return row;
    }

    static Place place(ResultSet result, AuditTable table) throws SQLException {
        return new Place(
                result.getObject(table.time(), OffsetDateTime.class).toInstant(), result.getString(table.id()));
    }

    private static JsonNode value(ResultSet result, Column column) throws SQLException {
        String name = column.name();
        return switch (column.kind()) {
            case TEXT -> text(result.getString(name));
            case JSON -> json(name, result.getString(name));
            case NUMBER -> number(result.getBigDecimal(name));
            case FLAG -> {
                boolean flag = result.getBoolean(name);
                yield result.wasNull() ? NODES.nullNode() : NODES.booleanNode(flag);
            }
            case TIME -> {
                OffsetDateTime time = result.getObject(name, OffsetDateTime.class);
                yield time == null
                        ? NODES.nullNode()
                        : NODES.textNode(time.toInstant().toString());
            }
            case TEXTS -> texts(result.getArray(name));
        };
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? NODES.nullNode() : NODES.textNode(text);
    }

    private static JsonNode number(@Nullable BigDecimal number) {
        return number == null ? NODES.nullNode() : NODES.numberNode(number);
    }

    private static JsonNode json(String name, @Nullable String text) throws SQLException {
        try {
            return text == null ? NODES.nullNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLDataException("column " + name + " is not JSON", e);
        }
    }

    private static JsonNode texts(@Nullable Array texts) throws SQLException {
        if (texts == null) {
            return NODES.nullNode();
        }
        ArrayNode array = NODES.arrayNode();
        for (String text : (String[]) texts.getArray()) {
            array.add(text);
        }
        return array;
    }
}
