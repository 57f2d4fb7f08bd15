package dev.writ.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"22003", "22021", "22P02", "22P05", "23502", "23505", "23514", "54000", "54001"})
    void blamesTheDataForWhatItsValuesBreak(String state) {
        assertThat(SqlFailure.isOfTheData(new SQLException("refused", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "25006", "25P03", "28P01", "40001", "40P01", "42P01", "42501", "53100", "53300", "55P03",
                "57P01", "57P03", "58030", "XX000", ""
            })
    void blamesNoRecordForAnythingElse(String state) {
        assertThat(SqlFailure.isOfTheData(new SQLException("away", state))).isFalse();
    }

    @Test
    void blamesNoRecordWithoutAState() {
        assertThat(SqlFailure.isOfTheData(new SQLException("the pool waited in vain")))
                .isFalse();
    }
}
