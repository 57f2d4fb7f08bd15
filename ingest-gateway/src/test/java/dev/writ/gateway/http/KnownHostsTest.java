package dev.writ.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownHostsTest {

    @Test
    void takesNoNamesOnALoopbackAddressUnlessTheyAreGiven() {
        // Then
        assertThat(new KnownHosts("127.0.0.1", List.of()).takes("other.example"))
                .isFalse();
        assertThat(new KnownHosts("localhost", List.of()).takes("other.example"))
                .isFalse();
        assertThat(new KnownHosts("127.0.0.1", List.of("other.example")).takes("Other.Example"))
                .isTrue();
    }

    @Test
    void takesAnyNameElsewhereUnlessSomeAreGiven() {
        // Then
        assertThat(new KnownHosts("0.0.0.0", List.of()).takes("writ.example")).isTrue();
        assertThat(new KnownHosts("0.0.0.0", List.of("writ.example")).takes("other.example"))
                .isFalse();
    }
}
