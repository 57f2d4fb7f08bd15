/** What operators watch, held against what is exported. */
@NullMarked
package dev.writ.launcher.observe;

import org.jspecify.annotations.NullMarked;
