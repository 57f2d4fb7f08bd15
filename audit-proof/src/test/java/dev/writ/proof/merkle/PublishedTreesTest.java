package dev.writ.proof.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference trees of Certificate Transparency, with values of github.com/transparency-dev/merkle: rfc6962_test.go,
 * testonly/constants.go and testdata.
 */
class PublishedTreesTest {

    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hashesLeavesAndNodesAsPublished() {
        // Then
        assertThat(TreeHash.leaf(new byte[0]))
                .isEqualTo(hex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        assertThat(TreeHash.leaf("L123456".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"));
        assertThat(TreeHash.node(
                        hex(ROOTS.get(1)), hex("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7")))
                .isEqualTo(hex(ROOTS.get(2)));
    }

    @Test
    void growsThePublishedRoots() {
        // Given
        Frontier frontier = Frontier.EMPTY;
        assertThat(frontier.root()).isEqualTo(hex(ROOTS.getFirst()));

        for (int size = 1; size <= INPUTS.size(); size++) {
            // When
            frontier = frontier.append(TreeHash.leaf(HexFormat.of().parseHex(INPUTS.get(size - 1))));

            // Then
            assertThat(frontier.root()).isEqualTo(hex(ROOTS.get(size)));
        }
    }

    @ParameterizedTest
    @MethodSource("inclusionProbes")
    void verifiesInclusionAsPublished(List<String> probe) {
        // When
        boolean proven = accepts(() -> new InclusionProof(Long.parseUnsignedLong(probe.get(1)), hashes(probe.get(5)))
                .proves(
                        Hash.fromBase64(probe.get(3)),
                        Long.parseUnsignedLong(probe.get(2)),
                        Hash.fromBase64(probe.get(4))));

        // Then
        assertThat(proven).isEqualTo(Boolean.parseBoolean(probe.get(6)));
    }

    @ParameterizedTest
    @MethodSource("consistencyProbes")
    void verifiesConsistencyAsPublished(List<String> probe) {
        // When
        boolean proven = accepts(() -> new ConsistencyProof(
                        Long.parseUnsignedLong(probe.get(1)),
                        Long.parseUnsignedLong(probe.get(2)),
                        hashes(probe.get(5)))
                .proves(Hash.fromBase64(probe.get(3)), Hash.fromBase64(probe.get(4))));

        // Then
        assertThat(proven).isEqualTo(Boolean.parseBoolean(probe.get(6)));
    }

    @Test
    void makesThePublishedProofs() throws IOException {
        // Given
        List<Hash> leaves = INPUTS.stream()
                .map(input -> TreeHash.leaf(HexFormat.of().parseHex(input)))
                .toList();
        Subtrees tree =
                (level, index) -> NaiveTree.root(leaves.subList((int) index << level, (int) (index + 1) << level));
        List<List<String>> inclusion =
                inclusionProbes().filter(PublishedTreesTest::isValid).toList();
        List<List<String>> consistency =
                consistencyProbes().filter(PublishedTreesTest::isValid).toList();

        // Then
        assertThat(inclusion).hasSize(6);
        assertThat(consistency).hasSize(5);
        for (List<String> probe : inclusion.subList(0, 5)) {
            assertThat(InclusionProof.in(tree, Long.parseLong(probe.get(1)), Long.parseLong(probe.get(2)))
                            .path())
                    .isEqualTo(hashes(probe.get(5)));
        }
        for (List<String> probe : consistency) {
            assertThat(ConsistencyProof.between(tree, Long.parseLong(probe.get(1)), Long.parseLong(probe.get(2)))
                            .path())
                    .isEqualTo(hashes(probe.get(5)));
        }
    }

    @Test
    void refusesWhatIsNoFrontier() {
        // Given
        byte[] stored = Frontier.EMPTY.append(hex(ROOTS.get(1))).bytes();

        // Then
        assertThatThrownBy(() -> Frontier.of(Arrays.copyOf(stored, 39))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(Arrays.copyOf(stored, 41))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<List<String>> inclusionProbes() {
        return probes("inclusion-probes.txt");
    }

    static Stream<List<String>> consistencyProbes() {
        return probes("consistency-probes.txt");
    }

    private static Stream<List<String>> probes(String resource) {
        try (InputStream in = Objects.requireNonNull(PublishedTreesTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(";", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isValid(List<String> probe) {
        return Boolean.parseBoolean(probe.get(6));
    }

    /** Values that are no hash at all are refused before anything is proven. */
    private static boolean accepts(BooleanSupplier proof) {
        try {
            return proof.getAsBoolean();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static List<Hash> hashes(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Stream.of(joined.split(",", -1)).map(Hash::fromBase64).toList();
    }

    private static Hash hex(String text) {
        return Hash.of(HexFormat.of().parseHex(text));
    }
}
