/** The audit's questions, over HTTP as routes of the gateway, and the report as a command. */
@NullMarked
package dev.writ.launcher.query;

import org.jspecify.annotations.NullMarked;
