/** What remembers each log's last checkpoint and signs only what grew out of it (C2SP tlog-witness, tlog-cosignature). */
@NullMarked
package dev.writ.proof.witness;

import org.jspecify.annotations.NullMarked;
