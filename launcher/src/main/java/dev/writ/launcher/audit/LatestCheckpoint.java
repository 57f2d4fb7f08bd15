package dev.writ.launcher.audit;

import dev.writ.launcher.audit.PublishedCheckpoints.Published;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.NoteSignature;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.VerifierKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The largest checkpoint of one log that everybody who has to has signed, be it in one record or in several. */
final class LatestCheckpoint {

    /** Checkpoints that wait for a signature; a witness is not so far behind that the eldest of them would count. */
    private static final int MOST_WAITING = 1_000;

    private final Set<VerifierKey> all;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private Optional<Published> latest = Optional.empty();

    /** @param all who has to have signed */
    LatestCheckpoint(List<VerifierKey> all) {
        this.all = Set.copyOf(all);
    }

    private record Waiting(SignedNote note, Set<VerifierKey> signers) {}

    /** Takes a further one. */
    void add(Published published) {
        String text = published.note().text();
        Waiting before = waiting.remove(text);
        SignedNote note = before == null ? published.note() : before.note();
        Set<VerifierKey> signers = new HashSet<>(published.signers());
        if (before != null) {
            signers.addAll(before.signers());
            for (NoteSignature signature : published.note().signatures()) {
                note = note.with(signature);
            }
        }
        Checkpoint checkpoint = published.checkpoint();
        if (!signers.containsAll(all)) {
            waiting.put(text, new Waiting(note, signers));
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        } else if (latest.isEmpty() || latest.get().checkpoint().size() < checkpoint.size()) {
            latest = Optional.of(new Published(checkpoint, note, signers));
        }
    }

    /** The largest; none yet. */
    Optional<Published> latest() {
        return latest;
    }
}
