package dev.writ.launcher.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Download;
import dev.writ.query.format.RowFormat;
import dev.writ.query.read.WholeAnswer;
import dev.writ.query.store.UnansweredException;
import dev.writ.query.table.AuditTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rows of an answer as the body of a response. If the database goes, the body is cut short. */
final class RowsDownload implements Download {

    private static final Logger LOG = LoggerFactory.getLogger(RowsDownload.class);

    private final WholeAnswer rows;
    private final AuditTable table;
    private final RowFormat format;
    private final Runnable onClose;

    /** @param onClose run once, when it is closed */
    RowsDownload(WholeAnswer rows, AuditTable table, RowFormat format, Runnable onClose) {
        this.rows = rows;
        this.table = table;
        this.format = format;
        this.onClose = onClose;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        write(out, format.heading(table.columns()));
        try {
            for (Optional<ObjectNode> row = rows.next(); row.isPresent(); row = rows.next()) {
                write(out, format.row(table.columns(), row.get()));
            }
        } catch (UnansweredException e) {
            LOG.warn("an export of {} ends early: {}", table.name(), e.getMessage());
            throw new IOException(e);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (UnansweredException e) {
            LOG.debug("the database has gone before an export was closed", e);
        } finally {
            onClose.run();
        }
    }
}
