/** What driver and provider write down as it happens, and how it is read. */
@NullMarked
package dev.writ.torture.journal;

import org.jspecify.annotations.NullMarked;
