/** What a run found, for people and for programs. */
@NullMarked
package dev.writ.torture.report;

import org.jspecify.annotations.NullMarked;
