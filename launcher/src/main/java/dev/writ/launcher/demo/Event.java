package dev.writ.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A server-sent event.
 *
 * @param id what a client resumes from; empty if it has none
 * @param name such as streaming:update
 * @param data its JSON
 */
public record Event(String id, String name, JsonNode data) {}
