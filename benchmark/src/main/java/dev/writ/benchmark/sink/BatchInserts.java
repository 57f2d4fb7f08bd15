package dev.writ.benchmark.sink;

import dev.writ.local.LocalCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Properties;

/**
 * Takes rows in by JDBC's batches, which the driver makes into statements of many rows: what an application does that knows no
 * COPY. All values go as text and the server makes them what their columns are, so that the client has little to do.
 */
final class BatchInserts implements AutoCloseable {

    /** The largest number of rows that the driver puts into one statement is below it. */
    private static final int BATCH_ROWS = 1_000;

    private static final String NULL = "\\N";

    private final Connection connection;

    BatchInserts(LocalCluster cluster) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", cluster.jdbcUser());
        properties.setProperty("password", cluster.jdbcPassword());
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("stringtype", "unspecified");
        connection = DriverManager.getConnection(cluster.jdbcUrl(), properties);
        connection.setAutoCommit(false);
    }

    /**
     * Takes in what {@link Tables#copyOut} has written as text, in one transaction, and returns how many rows there were.
     *
     * @param folder with a file for each table
     */
    long insert(Path folder) throws SQLException, IOException {
        long rows = 0;
        for (String table : Tables.NAMES) {
            try (BufferedReader lines = Files.newBufferedReader(folder.resolve(table))) {
                rows += insert(table, lines);
            }
        }
        connection.commit();
        return rows;
    }

    private long insert(String table, BufferedReader lines) throws SQLException, IOException {
        String line = lines.readLine();
        if (line == null) {
            return 0;
        }
        int columns = line.split("\t", -1).length;
        String values = String.join(", ", Collections.nCopies(columns, "?"));
        long rows = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
            for (; line != null; line = lines.readLine()) {
                int column = 1;
                for (String value : line.split("\t", -1)) {
                    statement.setString(column++, value.equals(NULL) ? null : unescaped(value));
                }
                statement.addBatch();
                rows++;
                if (rows % BATCH_ROWS == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        return rows;
    }

    /** COPY's text has tabs, ends of lines and backslashes behind a backslash. */
    private static String unescaped(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        return value.translateEscapes();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
