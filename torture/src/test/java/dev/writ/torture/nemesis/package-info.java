/** Schedules, and a nemesis whose faults and time are made up. */
@NullMarked
package dev.writ.torture.nemesis;

import org.jspecify.annotations.NullMarked;
