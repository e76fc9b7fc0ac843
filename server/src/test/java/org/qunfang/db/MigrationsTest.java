package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.settings.DatabaseUrl;
import org.qunfang.testing.TestDatabase;

class MigrationsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void applyingAgainChangesNothing() {
        assertThat(Migrations.apply(database.url())).isZero();
    }

    @Test
    void anOlderPostgresIsRefusedByNumber() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://q:geheim@h/d");

        assertThatThrownBy(() -> Migrations.refuseOlderThan(15, 14, url))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("The database postgres://q@h:5432/d?sslmode=prefer is PostgreSQL 14;"
                        + " Qunfang needs 15 or newer.");
        assertThatCode(() -> Migrations.refuseOlderThan(15, 15, url)).doesNotThrowAnyException();
    }

    @Test
    void anUnreachableDatabaseIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> Migrations.apply(DatabaseUrl.parse("postgres://q:geheim@127.0.0.1:1/d")))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith("PostgreSQL cannot be reached at postgres://q@127.0.0.1:1/d")
                .hasMessageNotContaining("geheim");
    }
}
