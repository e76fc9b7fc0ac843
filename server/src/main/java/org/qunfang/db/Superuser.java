package org.qunfang.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.qunfang.settings.DatabaseUrl;

/** What only the embedded server's superuser may do: make the role and the database the product works with. */
final class Superuser {
    // CREATE takes no bound parameters; format() quotes them instead.
    private static final String MISSING_ROLE = """
            SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', name, password)
            FROM (VALUES (?, ?)) AS wanted (name, password)
            WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name)
            """;

    private static final String MISSING_DATABASE = """
            SELECT format('CREATE DATABASE %I OWNER %I', name, owner)
            FROM (VALUES (?, ?)) AS wanted (name, owner)
            WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = name)
            """;

    private Superuser() {}

    /** Makes the role and the database it owns, both of one name, where they are absent. */
    static void ensureDatabase(DatabaseUrl superuser, String name, String password) {
        try (Connection connection = Jdbc.connect(superuser)) {
            executeIfMissing(connection, MISSING_ROLE, name, password);
            executeIfMissing(connection, MISSING_DATABASE, name, name);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable("The embedded PostgreSQL refuses us: " + failure.getMessage(), failure);
        }
    }

    private static void executeIfMissing(Connection connection, String query, String first, String second)
            throws SQLException {
        try (PreparedStatement missing = connection.prepareStatement(query);
                Statement statement = connection.createStatement()) {
            missing.setString(1, first);
            missing.setString(2, second);
            try (ResultSet commands = missing.executeQuery()) {
                while (commands.next()) {
                    statement.execute(commands.getString(1));
                }
            }
        }
    }
}
