/** What can be asked: the tables, their columns and their filters. */
@NullMarked
package dev.writ.query.table;

import org.jspecify.annotations.NullMarked;
