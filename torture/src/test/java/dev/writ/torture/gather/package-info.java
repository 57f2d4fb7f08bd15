/** Facts out of records that are made here. */
@NullMarked
package dev.writ.torture.gather;

import org.jspecify.annotations.NullMarked;
