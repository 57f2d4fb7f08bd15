/** What the README says, held against the code. */
@NullMarked
package dev.writ.launcher.readme;

import org.jspecify.annotations.NullMarked;
