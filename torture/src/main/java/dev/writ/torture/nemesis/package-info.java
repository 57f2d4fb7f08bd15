/** Which fault comes when, and how it is done. */
@NullMarked
package dev.writ.torture.nemesis;

import org.jspecify.annotations.NullMarked;
