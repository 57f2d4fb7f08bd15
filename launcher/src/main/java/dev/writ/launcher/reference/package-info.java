/** What settings there are, and which ones a role would start with. */
@NullMarked
package dev.writ.launcher.reference;

import org.jspecify.annotations.NullMarked;
