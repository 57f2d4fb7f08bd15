/** Where a role's settings come from: defaults, a file, the environment, flags. */
@NullMarked
package dev.writ.launcher.settings;

import org.jspecify.annotations.NullMarked;
