@NullMarked
package dev.writ.worker.http;

import org.jspecify.annotations.NullMarked;
