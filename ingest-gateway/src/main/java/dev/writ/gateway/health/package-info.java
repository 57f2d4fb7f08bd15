/** What operators and their tools ask of a process: liveness, readiness, metrics. Also served for the other roles. */
@NullMarked
package dev.writ.gateway.health;

import org.jspecify.annotations.NullMarked;
