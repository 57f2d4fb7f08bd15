/** Whether keys stay secret over a whole Writ. */
@NullMarked
package dev.writ.launcher.secrecy;

import org.jspecify.annotations.NullMarked;
