package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.GrownLog;
import dev.writ.proof.merkle.GrownTree;
import dev.writ.proof.merkle.Hash;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.witness.Submission;
import dev.writ.proof.witness.Witness;
import dev.writ.proof.witness.WitnessAnswer.Cosigned;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One log as the witness grows it from the records themselves, no further than the checkpoints that wait for it. Every
 * checkpoint that passes is compared with the tree; the last one that waits is cosigned, if it is larger than what was
 * cosigned before.
 */
final class FollowedLog {

    /** What a proof is made of; more of it is not kept, so that catching up takes no memory of the log's size. */
    private static final int MOST_SINCE = 100_000;

    private final Witness witness;
    private final Deque<SignedNote> waiting = new ArrayDeque<>();
    private final Optional<Checkpoint> remembered;
    private final List<Hash> since = new ArrayList<>();
    private GrownLog cosigned;
    private GrownLog tree;

    /**
     * Goes on with a log.
     *
     * @param remembered the last checkpoint that was cosigned before this start
     * @param read the tree as it was read before this start, no further than that checkpoint
     * @throws ForkedLogException if the one is not the other
     */
    FollowedLog(Witness witness, Optional<Checkpoint> remembered, GrownLog read) {
        this.witness = witness;
        this.remembered = remembered;
        this.cosigned = read;
        this.tree = read;
        remembered.ifPresent(this::check);
    }

    /** Takes a checkpoint that the operator signed, unless a larger one came before: what is published once more says nothing. */
    void add(SignedNote note) {
        if (waiting.isEmpty()
                || Checkpoint.in(note).size()
                        >= Checkpoint.in(waiting.getLast()).size()) {
            waiting.add(note);
        }
    }

    /** Whether a checkpoint waits for further records. */
    boolean isBehind() {
        return !waiting.isEmpty() && Checkpoint.in(waiting.element()).size() > tree.size();
    }

    /** How many checkpoints wait. */
    int waiting() {
        return waiting.size();
    }

    /** The tree with which a later start may go on, no further than what was cosigned. */
    GrownLog read() {
        return cosigned;
    }

    /** The checkpoint that waits for further records, where there are none. */
    ForkedLogException ends() {
        return new ForkedLogException(
                Checkpoint.in(waiting.element()), "is of more records than the log has, " + tree.size());
    }

    /**
     * The next record of the log.
     *
     * @throws ForkedLogException if the log is not the one that was cosigned before
     */
    void append(LoggedRecord record) {
        Hash leaf = Leaf.of(record).hash();
        tree = tree.append(leaf, record.offset());
        if (remembered.isPresent() && tree.size() <= remembered.get().size()) {
            cosigned = tree;
            remembered.ifPresent(this::check);
        } else if (cosigned.size() > 0) {
            since.add(leaf); // To grow out of nothing takes no proof.
        }
    }

    private void check(Checkpoint before) {
        if (tree.size() == before.size() && !tree.frontier().root().equals(before.root())) {
            throw new ForkedLogException(before, "was cosigned, and the log has another root now");
        }
    }

    /**
     * Compares the checkpoints that the tree has come to.
     *
     * @return the note with the cosignature, if one was cosigned
     * @throws ForkedLogException if one of them is not of this log; it is not cosigned
     * @throws IOException if the witness cannot remember; nothing is cosigned then
     */
    Optional<SignedNote> settle() throws IOException {
        Optional<SignedNote> answer = Optional.empty();
        while (!waiting.isEmpty() && !isBehind()) {
            SignedNote note = waiting.remove();
            Checkpoint checkpoint = Checkpoint.in(note);
            if (checkpoint.size() < tree.size()) {
                continue; // It was published late, or once more; a larger one of this log is known.
            }
            if (!checkpoint.root().equals(tree.frontier().root())) {
                throw new ForkedLogException(
                        checkpoint,
                        "is not of this log, which has root "
                                + tree.frontier().root().base64());
            }
            boolean last = waiting.isEmpty() || since.size() > MOST_SINCE;
            if (last && checkpoint.size() > cosigned.size()) {
                answer = Optional.of(cosign(note, checkpoint));
            }
        }
        return answer;
    }

    private SignedNote cosign(SignedNote note, Checkpoint checkpoint) throws IOException {
        List<Hash> proof = new GrownTree(cosigned.frontier(), since).proof().path();
        if (!(witness.add(new Submission(cosigned.size(), proof, note)) instanceof Cosigned answer)) {
            throw new ForkedLogException(checkpoint, "did not grow out of the one that was cosigned before");
        }
        cosigned = tree;
        since.clear();
        return note.with(answer.cosignature());
    }
}
