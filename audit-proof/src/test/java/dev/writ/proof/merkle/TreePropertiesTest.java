package dev.writ.proof.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Trees of any size against the definitions. */
class TreePropertiesTest {

    private static final List<Hash> LEAVES = IntStream.range(0, 600)
            .mapToObj(each -> TreeHash.leaf(new byte[] {(byte) each, (byte) (each >>> 8)}))
            .toList();
    private static final Subtrees TREE =
            (level, index) -> NaiveTree.root(LEAVES.subList((int) index << level, (int) (index + 1) << level));

    @Property(tries = 200)
    void theFrontierHasTheRootAndSurvivesBeingStored(@ForAll @IntRange(max = 600) int size) {
        Frontier frontier = Frontier.EMPTY;
        for (Hash leaf : LEAVES.subList(0, size)) {
            frontier = Frontier.of(frontier.append(leaf).bytes());
        }
        assertThat(frontier.size()).isEqualTo(size);
        assertThat(frontier.root()).isEqualTo(NaiveTree.root(LEAVES.subList(0, size)));
    }

    @Property
    void anInclusionProofIsTheDefinitionAndProvesItsLeafOnly(
            @ForAll @IntRange(min = 1, max = 600) int size, @ForAll @IntRange(max = 599) int any) throws IOException {
        int index = any % size;
        List<Hash> leaves = LEAVES.subList(0, size);
        Hash root = NaiveTree.root(leaves);
        InclusionProof proof = InclusionProof.in(TREE, index, size);
        assertThat(proof.path()).isEqualTo(NaiveTree.path(index, leaves));
        assertThat(proof.proves(leaves.get(index), size, root)).isTrue();
        assertThat(proof.proves(leaves.get((index + 1) % size), size, root)).isEqualTo(size == 1);
        assertThat(proof.proves(leaves.get(index), size, LEAVES.get(599))).isFalse();
    }

    @Property
    void aConsistencyProofIsTheDefinitionAndProvesItsTreesOnly(
            @ForAll @IntRange(min = 1, max = 599) int newer, @ForAll @IntRange(max = 599) int any) throws IOException {
        int older = 1 + any % newer;
        Hash olderRoot = NaiveTree.root(LEAVES.subList(0, older));
        Hash newerRoot = NaiveTree.root(LEAVES.subList(0, newer));
        ConsistencyProof proof = ConsistencyProof.between(TREE, older, newer);
        assertThat(proof.path()).isEqualTo(NaiveTree.proof(older, LEAVES.subList(0, newer)));
        assertThat(proof.proves(olderRoot, newerRoot)).isTrue();
        assertThat(proof.proves(LEAVES.get(599), newerRoot)).isFalse();
        assertThat(proof.proves(olderRoot, LEAVES.get(599))).isFalse();
    }

    @Property
    void aTreeThatIsRememberedByItsFrontierProvesThatItGrew(
            @ForAll @IntRange(max = 599) int newer, @ForAll @IntRange(max = 599) int any) throws IOException {
        int older = any % (newer + 1);
        Frontier before = Frontier.EMPTY;
        for (Hash leaf : LEAVES.subList(0, older)) {
            before = before.append(leaf);
        }
        assertThat(new GrownTree(before, LEAVES.subList(older, newer)).proof())
                .isEqualTo(ConsistencyProof.between(TREE, older, newer));
    }

    @Property
    void noOtherSizesFitAConsistencyProof(
            @ForAll @IntRange(min = 2, max = 599) int newer,
            @ForAll @IntRange(max = 599) int any,
            @ForAll @IntRange(min = 1, max = 599) int other)
            throws IOException {
        int older = 1 + any % (newer - 1);
        Hash olderRoot = NaiveTree.root(LEAVES.subList(0, older));
        Hash newerRoot = NaiveTree.root(LEAVES.subList(0, newer));
        List<Hash> path = ConsistencyProof.between(TREE, older, newer).path();
        assertThat(new ConsistencyProof(other, newer, path).proves(olderRoot, newerRoot))
                .isEqualTo(other == older);
    }
}
