/** What crosses a process boundary: the topic catalogue, ids, headers and connection settings. */
@NullMarked
package dev.writ.schemas;

import org.jspecify.annotations.NullMarked;
