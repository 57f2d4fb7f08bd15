/** The audit's questions over HTTP: routes of the gateway. */
@NullMarked
package dev.writ.launcher.query;

import org.jspecify.annotations.NullMarked;
