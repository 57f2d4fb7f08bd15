package dev.writ.sink.store;

import dev.writ.proof.merkle.Frontier;

/**
 * The tree of one log as far as it has grown.
 *
 * @param next the first offset that it does not have
 */
record LogTree(Frontier frontier, long next) {}
