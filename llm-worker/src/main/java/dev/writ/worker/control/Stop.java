package dev.writ.worker.control;

/**
 * Why an execution ends before its time.
 *
 * @param code a stable word, such as cancelled_by_client or agent_paused
 * @param message a sentence for a person
 * @param by who ended it
 */
public record Stop(String code, String message, String by) {}
