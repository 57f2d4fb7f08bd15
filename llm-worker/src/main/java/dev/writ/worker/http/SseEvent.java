package dev.writ.worker.http;

/**
 * One event of an event stream.
 *
 * @param type the event field; "message" if there was none
 * @param data the data lines, joined by line feeds
 */
public record SseEvent(String type, String data) {}
