package dev.writ.gateway.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a result's current row, by name and type. A needed column that is null is a failure of the database. */
record Row(ResultSet result) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

    @Nullable
    String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    String text(String column) throws SQLException {
        return needed(column, result.getString(column));
    }

    boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    long number(String column) throws SQLException {
        return result.getLong(column);
    }

    /** A share of 1 as ten-thousandths. */
    int tenThousandths(String column) throws SQLException {
        return needed(column, result.getBigDecimal(column))
                .multiply(TEN_THOUSAND)
                .intValue();
    }

    Instant time(String column) throws SQLException {
        return needed(column, timeOrNull(column));
    }

    @Nullable
    Instant timeOrNull(String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    <E extends Enum<E>> E word(Class<E> type, String column) throws SQLException {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    <E extends Enum<E>> @Nullable E wordOrNull(Class<E> type, String column) throws SQLException {
        String text = textOrNull(column);
        return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    List<String> texts(String column) throws SQLException {
        Array array = needed(column, result.getArray(column));
        return List.of((String[]) array.getArray());
    }

    /** A JSON column; the missing node if it is null. */
    JsonNode json(String column) throws SQLException {
        String text = textOrNull(column);
        if (text == null) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLDataException("column " + column + " is not JSON", e);
        }
    }

    private static <T> T needed(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLDataException("column " + column + " is null");
        }
        return value;
    }
}
