package dev.writ.torture.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final int MANY = 500;

    @Test
    void asksTheSameOfTheSameSeed() {
        // When
        List<Planned> again = all(7);

        // Then
        assertThat(all(7)).isEqualTo(again).isNotEqualTo(all(8));
    }

    @Test
    void namesEachRequestOnce() {
        // Then
        assertThat(all(7)).extracting(Planned::requestId).doesNotHaveDuplicates();
    }

    @Test
    void asksWhatMayBeAndWhatMayNot() {
        // Then
        assertThat(all(7))
                .extracting(Planned::what)
                .contains(
                        "chat of " + Requests.INTERN,
                        "chat of " + Requests.UNLUCKY,
                        "chat of " + Requests.STUDENT,
                        "canvas of " + Requests.INTERN);
        assertThat(all(7)).extracting(Planned::async).contains(true, false);
    }

    private static List<Planned> all(long seed) {
        Requests requests = new Requests(seed);
        return LongStream.range(0, MANY).mapToObj(requests::at).toList();
    }
}
