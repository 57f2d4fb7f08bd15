package dev.writ.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSettingsTest {

    private static final ConfigDef KEYS = new ConfigDef()
            .define("kite.port", ConfigDef.Type.INT, 1, Range.between(0, 65_535), Importance.HIGH, "Port")
            .define("kite.lines", ConfigDef.Type.INT, 1, Range.atLeast(1), Importance.HIGH, "Lines")
            .define("kite.height.ms", ConfigDef.Type.LONG, 1, Range.atLeast(1), Importance.HIGH, "Height")
            .define("kite.up", ConfigDef.Type.BOOLEAN, null, Importance.HIGH, "Whether it flies")
            .define("kite.ratio", ConfigDef.Type.DOUBLE, 1.5, Importance.HIGH, "Ratio")
            .define("kite.name", ConfigDef.Type.STRING, "x", new ConfigDef.NonEmptyString(), Importance.HIGH, "Name")
            .define(
                    "kite.colour",
                    ConfigDef.Type.STRING,
                    "red",
                    ConfigDef.ValidString.in("red", "blue"),
                    Importance.HIGH,
                    "Colour")
            .define("kite.tail", ConfigDef.Type.CLASS, Object.class, Importance.HIGH, "Tail")
            .define("kite.pin", ConfigDef.Type.PASSWORD, "", RoleSettingsTest::refuse, Importance.HIGH, "Pin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kite.port|ten|bad value \"ten\" for kite.port: must be a whole number, 0 to 65535",
                "kite.port|65536|bad value \"65536\" for kite.port: must be a whole number, 0 to 65535",
                "kite.port|''|bad value \"\" for kite.port: must be a whole number, 0 to 65535",
                "kite.lines|3000000000|bad value \"3000000000\" for kite.lines: must be a whole number, 1 to 2147483647",
                "kite.height.ms|0|bad value \"0\" for kite.height.ms: must be a whole number, 1 or more",
                "kite.up|maybe|bad value \"maybe\" for kite.up: must be true or false",
                "kite.ratio|much|bad value \"much\" for kite.ratio: must be a number",
                "kite.name|''|bad value \"\" for kite.name: must be not empty",
                "kite.colour|green|bad value \"green\" for kite.colour: must be one of blue, red",
                "kite.tail|a.B|bad value \"a.B\" for kite.tail: must be the name of a class that can be loaded",
                "kite.pin|1234|bad value [hidden] for kite.pin: must be text",
                "kite.prot|1|unknown key kite.prot, did you mean kite.port?",
                "kite.string|1|unknown key kite.string"
            })
    void saysInOneLineWhatIsRefusedAndWhatIsAllowed(String key, String value, String line) {
        // Then
        assertThatThrownBy(() -> RoleSettings.parse(KEYS, Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(line);
    }

    @Test
    void saysWhatAMissingSettingIs() {
        // Given
        ConfigDef keys = new ConfigDef().define("kite.owner", ConfigDef.Type.STRING, Importance.HIGH, "Who holds it");

        // Then
        assertThatThrownBy(() -> RoleSettings.parse(keys, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("kite.owner must be given: Who holds it");
    }

    @Test
    void leavesTheKeysOfOthersAlone() {
        // When
        int port = RoleSettings.parse(KEYS, Map.of("boat.port", "x", "kite.port", "7"))
                .getInt("kite.port");

        // Then
        assertThat(port).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "kite.prot,kite.port",
        "kite.ports,kite.port",
        "ktie.name,kite.name",
        "kite.nmae,kite.name",
        "x,",
        "boat.oar,"
    })
    void findsTheNameThatWasMeant(String wrong, @Nullable String meant) {
        // Then
        assertThat(NearMiss.of(wrong, List.of("kite.port", "kite.name"))).isEqualTo(Optional.ofNullable(meant));
    }

    private static void refuse(String key, Object value) {
        if (!value.equals(new Password(""))) {
            throw new ConfigException(key, value);
        }
    }
}
