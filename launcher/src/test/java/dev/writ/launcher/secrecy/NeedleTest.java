package dev.writ.launcher.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search of the secrecy tests finds what it is to find. */
class NeedleTest {

    private final Needle needle = new Needle("sk-canary+4f1d/9a77=");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-canary+4f1d/9a77=",
                "\u0000\ufffd sk-canary+4f1d/9a77=\u0001",
                "?key=sk-canary%2B4f1d%2F9a77%3D&more",
                "\\x00736b2d63616e6172792b346631642f396137373dff"
            })
    void findsATextInEachOfItsShapes(String text) {
        assertThat(needle.isIn(Trace.of("here", text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "u:", "key", "user:"})
    void findsItInBase64WhateverStandsBesideIt(String before) {
        for (String behind : new String[] {"", ".", "..", "..."}) {
            // When
            String encoded = Base64.getEncoder()
                    .encodeToString((before + "sk-canary+4f1d/9a77=" + behind).getBytes(StandardCharsets.US_ASCII));

            // Then
            assertThat(needle.isIn(Trace.of("here", "Basic " + encoded))).isTrue();
        }
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        assertThat(needle.isIn(Trace.of("here", "sk-canary+4f1d/9a7"))).isFalse();
        assertThat(needle.isIn(Trace.of("here", ""))).isFalse();
    }
}
