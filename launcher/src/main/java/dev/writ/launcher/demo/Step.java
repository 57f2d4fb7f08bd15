package dev.writ.launcher.demo;

/** One step of the story. */
interface Step {

    /** One sentence for people, without a full stop. */
    String title();

    /**
     * Plays the step: asks, and writes down what was answered and what differs from what should be.
     *
     * @throws Exception if Writ cannot be reached or does not answer
     */
    void play(Scene scene) throws Exception;
}
