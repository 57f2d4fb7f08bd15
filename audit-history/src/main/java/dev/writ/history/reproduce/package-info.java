/** Whether deciding again gives what the log says was decided. */
@NullMarked
package dev.writ.history.reproduce;

import org.jspecify.annotations.NullMarked;
