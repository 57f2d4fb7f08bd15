/** The OpenAI dialect against the whole of Writ. */
@NullMarked
package dev.writ.launcher.dialect;

import org.jspecify.annotations.NullMarked;
