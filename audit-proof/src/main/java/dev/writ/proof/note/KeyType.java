package dev.writ.proof.note;

/** What a key signs; a key of one type verifies nothing of the other. */
public enum KeyType {
    /** The text of a note (C2SP signed-note). */
    ED25519(0x01),
    /** A checkpoint and the time at which a witness saw it, cosignature/v1 (C2SP tlog-cosignature). */
    COSIGNATURE(0x04);

    private final int identifier;

    KeyType(int identifier) {
        this.identifier = identifier;
    }

    /** The byte that stands for it in keys. */
    byte identifier() {
        return (byte) identifier;
    }

    /**
     * The type that a byte stands for.
     *
     * @throws NoteRefusedException if the byte stands for neither
     */
    static KeyType of(byte identifier) {
        for (KeyType type : values()) {
            if (type.identifier() == identifier) {
                return type;
            }
        }
        throw new NoteRefusedException("unknown type of key: " + identifier);
    }
}
