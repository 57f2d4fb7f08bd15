/** From one event to the rows it stands for, in text that PostgreSQL can hold. Pure: no I/O, no clock. */
@NullMarked
package dev.writ.sink.rows;

import org.jspecify.annotations.NullMarked;
