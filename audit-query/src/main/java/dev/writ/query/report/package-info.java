/** How governance fares in a period: each figure with its SQL in Figures. */
@NullMarked
package dev.writ.query.report;

import org.jspecify.annotations.NullMarked;
