package dev.writ.proof.merkle;

/**
 * The tree of one log as far as it was read.
 *
 * @param next the first offset that it does not have, with which reading goes on
 */
public record GrownLog(Frontier frontier, long next) {

    /** Of a log that was not read. */
    public static final GrownLog UNREAD = new GrownLog(Frontier.EMPTY, 0);

    /** How many records it has. */
    public long size() {
        return frontier.size();
    }

    /**
     * With one more record.
     *
     * @param leaf its hash
     * @param offset where it stands, next or behind
     */
    public GrownLog append(Hash leaf, long offset) {
        return new GrownLog(frontier.append(leaf), offset + 1);
    }
}
