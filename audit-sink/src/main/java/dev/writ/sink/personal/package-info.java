/** Personal text: encrypted under a key of each person, readable for auditors, erased by destroying the key. */
@NullMarked
package dev.writ.sink.personal;

import org.jspecify.annotations.NullMarked;
