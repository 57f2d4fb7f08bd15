package dev.writ.worker.openai;

/**
 * One event of an event stream.
 *
 * @param type the event field; "message" if there was none
 * @param data the data lines, joined by line feeds
 */
record SseEvent(String type, String data) {}
