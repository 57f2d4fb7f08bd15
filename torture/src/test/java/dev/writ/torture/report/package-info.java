/** Reports on results that are made up. */
@NullMarked
package dev.writ.torture.report;

import org.jspecify.annotations.NullMarked;
