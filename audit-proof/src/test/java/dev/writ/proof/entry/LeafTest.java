package dev.writ.proof.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeafTest {

    private static final byte[] KEY = "exec-1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = "abc".getBytes(StandardCharsets.UTF_8);

    @Test
    void isTheseBytes() {
        // When
        Leaf leaf = Leaf.of(new LoggedRecord(258, 3, KEY, VALUE));

        // Then
        assertThat(HexFormat.of().formatHex(leaf.bytes()))
                .isEqualTo("01" + "0000000000000102" + "0000000000000003" + "01" + "0006" + "657865632d31" + "01"
                        + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @MethodSource("records")
    void survivesBeingWritten(LoggedRecord record) {
        // Given
        Leaf leaf = Leaf.of(record);

        // Then
        assertThat(Leaf.parse(leaf.bytes())).isEqualTo(leaf);
        assertThat(leaf.bytes()).hasSizeLessThanOrEqualTo(1078);
        assertThat(LoggedRecord.of(record.bytes())).isEqualTo(record);
    }

    @Test
    void differsWithEachField() {
        // Then
        assertThat(records().map(Leaf::of).map(Leaf::hash)).doesNotHaveDuplicates();
        assertThat(Leaf.of(new LoggedRecord(1, 2, KEY, VALUE)).differences(Leaf.of(new LoggedRecord(2, 3, null, null))))
                .containsExactly("offset", "timestamp", "key", "value");
    }

    @Test
    void refusesBytesOfNoLeaf() {
        // Given
        byte[] bytes = Leaf.of(new LoggedRecord(1, 2, KEY, VALUE)).bytes();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

        // Then
        assertThatThrownBy(() -> Leaf.parse(longer)).isInstanceOf(MalformedEntryException.class);
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Leaf.parse(shorter)).isInstanceOf(MalformedEntryException.class);
        }
    }

    @Test
    void refusesBytesOfNoRecord() {
        // Given
        byte[] bytes = new LoggedRecord(1, 2, KEY, VALUE).bytes();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

        // Then
        assertThatThrownBy(() -> LoggedRecord.of(longer)).isInstanceOf(MalformedEntryException.class);
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> LoggedRecord.of(shorter)).isInstanceOf(MalformedEntryException.class);
        }
    }

    static Stream<LoggedRecord> records() {
        return Stream.of(
                new LoggedRecord(0, -1, null, null),
                new LoggedRecord(Long.MAX_VALUE, Long.MAX_VALUE, KEY, VALUE),
                new LoggedRecord(1, 2, KEY, VALUE),
                new LoggedRecord(2, 2, KEY, VALUE),
                new LoggedRecord(1, 3, KEY, VALUE),
                new LoggedRecord(1, 2, null, VALUE),
                new LoggedRecord(1, 2, new byte[0], VALUE),
                new LoggedRecord(1, 2, KEY, null),
                new LoggedRecord(1, 2, KEY, new byte[0]),
                new LoggedRecord(1, 2, new byte[1024], VALUE),
                new LoggedRecord(1, 2, new byte[1025], VALUE),
                new LoggedRecord(1, 2, new byte[1026], new byte[100_000]));
    }
}
