package dev.writ.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    /** The expected ids were computed by another program from the description alone. */
    @Test
    void derivesTheSameIdsForEver() {
        // When, Then
        assertThat(Ids.executionOf("r-1")).isEqualTo("f5d2d876-2102-8681-a4ce-f9afc42777f5");
        assertThat(Ids.decisionOf("r-1")).isEqualTo("eac2da61-a05c-81f7-a951-4cf0a2aa85e8");
        assertThat(Ids.derive("dead-letter", "t", 3, 14L)).isEqualTo("dd89c870-569d-85f3-a7d0-825793aa0283");
        assertThat(Ids.derive("k", "ü😀")).isEqualTo("9067d1cd-6c4a-8a28-9984-869c7307f16f");
    }

    @Test
    void framesItsParts() {
        // When, Then
        assertThat(Ids.derive("k", "ab", "c")).isEqualTo("fc84f43d-1061-8f7a-bdd2-ced9b2d522ba");
        assertThat(Ids.derive("k", "a", "bc")).isEqualTo("b9b8bf6f-df8b-8f16-916b-72fd6782d165");
    }

    @Test
    void setsVersionAndVariantOfRfc9562() {
        for (int i = 0; i < 1_000; i++) {
            // When
            UUID id = UUID.fromString(Ids.derive("any", i));

            // Then
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_0.9:x", "01234567-89ab-8def-8123-456789abcdef"})
    void acceptsIdentifiers(String id) {
        assertThat(Ids.isValid(id)).isTrue();
        assertThat(Ids.isValid(id.repeat(128).substring(0, 128))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ü", "a\n", "a\u0000", "💣"})
    void refusesWhatIsNoIdentifier(String id) {
        assertThat(Ids.isValid(id)).isFalse();
    }

    @Test
    void refusesAnIdentifierThatIsTooLong() {
        assertThat(Ids.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void hashesInLowerCaseHex() {
        // When, Then: the test vector of FIPS 180
        assertThat(Ids.sha256Hex("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
