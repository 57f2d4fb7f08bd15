package dev.writ.launcher.process;

/** What a client was told about its request. */
record Acknowledged(String decisionId, String executionId) {}
