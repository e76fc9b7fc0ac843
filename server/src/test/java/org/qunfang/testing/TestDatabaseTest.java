package org.qunfang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @Test
    void isMigratedAndEmpty() {
        long events = database.pool()
                .query("SELECT count(*) AS events FROM events")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("events");

        assertThat(events).isZero();
    }

    @Test
    void isMadeInLessThanAThirdOfASecond() {
        long start = System.nanoTime();
        TestServer.get().createDatabase("test_duration");
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        TestServer.get().dropDatabase("test_duration");

        System.out.println("a test database is made in " + milliseconds + " ms");
        assertThat(milliseconds).isLessThan(3_000);
    }
}
