/** The commands of auditors: what a log says, and whether it is the log that was signed. */
@NullMarked
package dev.writ.launcher.audit;

import org.jspecify.annotations.NullMarked;
