/** The dialect of Anthropic Messages. */
@NullMarked
package dev.writ.worker.anthropic;

import org.jspecify.annotations.NullMarked;
