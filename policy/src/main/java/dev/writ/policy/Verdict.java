package dev.writ.policy;

/** The answer: may it run? */
public sealed interface Verdict {

    /** The rule allows it. */
    record Allow() implements Verdict {}

    /**
     * The rule forbids it, or its workspace is stopped.
     *
     * @param reason one sentence for a person
     */
    record Block(String reason) implements Verdict {}

    /**
     * The rule forbids it, and a control lets it pass.
     *
     * @param control who let it pass, why and until when
     */
    record Bypass(Control control) implements Verdict {}
}
