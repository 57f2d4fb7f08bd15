/** The history over HTTP: a route of the gateway that reads what {@code writ replay} reads. */
@NullMarked
package dev.writ.launcher.replay.http;

import org.jspecify.annotations.NullMarked;
