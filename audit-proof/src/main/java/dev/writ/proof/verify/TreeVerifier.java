package dev.writ.proof.verify;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.log.LogDirectory;
import dev.writ.proof.log.LogFile;
import dev.writ.proof.log.LogPath;
import dev.writ.proof.log.Tiles;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.merkle.Hash;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Grows the tree out of the leaves again and compares it with the upper tiles, the checkpoint and one known before. */
final class TreeVerifier {

    private final LogDirectory log;
    private final Findings findings;
    private final Optional<Checkpoint> known;
    private final Tiles tiles = new Tiles(this::compare);
    private Frontier frontier = Frontier.EMPTY;

    TreeVerifier(LogDirectory log, Findings findings, Optional<Checkpoint> known) {
        this.log = log;
        this.findings = findings;
        this.known = known;
        compareWithKnown();
    }

    void append(Hash leaf) throws IOException {
        frontier = frontier.append(leaf);
        tiles.append(leaf);
        compareWithKnown();
    }

    /** All leaves are there. */
    void finish(Optional<Checkpoint> checkpoint) throws IOException {
        tiles.finish();
        checkpoint
                .filter(signed -> !signed.root().equals(frontier.root()))
                .ifPresent(signed -> findings.add(
                        Verdict.TAMPERED,
                        LogPath.CHECKPOINT,
                        "the tree over the " + frontier.size() + " leaves has the root " + frontier.root()
                                + ", the checkpoint says " + signed.root()));
    }

    private void compareWithKnown() {
        known.filter(before ->
                        before.size() == frontier.size() && !before.root().equals(frontier.root()))
                .ifPresent(before -> findings.add(
                        Verdict.TAMPERED,
                        LogPath.CHECKPOINT,
                        "the first " + before.size() + " leaves are not those of the known checkpoint"));
    }

    /** Tiles of leaves are compared leaf by leaf elsewhere. */
    private void compare(int level, long n, List<Hash> hashes) throws IOException {
        if (level == 0) {
            return;
        }
        long leaves = 1L << (LogPath.HEIGHT * level);
        long first = n * LogPath.WIDTH * leaves;
        Optional<LogFile<Hash>> file = log.tile(level, n, hashes.size());
        String name = file.map(LogFile::name).orElse(LogPath.of(LogPath.tiles(level), n, hashes.size()));
        if (file.isEmpty()) {
            findings.atLeaf(Verdict.INCOMPLETE, name, first, "it is missing");
            return;
        }
        if (file.get().end() != LogFile.End.EXACT) {
            findings.atLeaf(Verdict.TAMPERED, name, first, "the file does not end as its name says");
        }
        List<Hash> found = file.get().items();
        for (int at = 0; at < found.size(); at++) {
            if (!found.get(at).equals(hashes.get(at))) {
                long from = first + at * leaves;
                String what = "the hash differs from the tree over the leaves " + from + " to " + (from + leaves - 1);
                findings.atLeaf(Verdict.TAMPERED, name, from, what);
            }
        }
    }
}
