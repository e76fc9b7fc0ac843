package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;

/** V302: a case's number does not tell between which others it was opened (ADR 0113). */
class CaseNumbersMigrationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static List<String> next(int count) {
        return StreamSupport.stream(
                        database.pool()
                                .query(
                                        "SELECT next_case_number('2026-12-31T16:00:00Z') AS number FROM generate_series(1, "
                                                + count + ")")
                                .execute()
                                .await()
                                .spliterator(),
                        false)
                .map(row -> row.getString("number"))
                .toList();
    }

    private static List<String> block(int first) {
        return IntStream.range(first, first + 1_024)
                .mapToObj("QF-2027-%06d"::formatted)
                .toList();
    }

    @Test
    void ofADatabaseInUseTheNextThousandAreGivenOutInNoOrderEachOnce() {
        // 30 cases of before.
        DatabaseInUse.migrate(database, "287", "SELECT nextval('case_numbers') FROM generate_series(1, 30)");

        List<String> second = next(1_024);
        assertThat(second).containsExactlyInAnyOrderElementsOf(block(1_025));
        assertThat(longestRise(second)).isLessThan(16);

        List<String> third = next(1_024);
        assertThat(third).containsExactlyInAnyOrderElementsOf(block(2_049));
        assertThat(placesThatAgree(second, third)).isLessThan(16);
    }

    private static int longestRise(List<String> numbers) {
        int longest = 1;
        int rise = 1;
        for (int i = 1; i < numbers.size(); i++) {
            rise = numbers.get(i).compareTo(numbers.get(i - 1)) > 0 ? rise + 1 : 1;
            longest = Math.max(longest, rise);
        }
        return longest;
    }

    /** Of two blocks, how many numbers come at the same place in both. */
    private static long placesThatAgree(List<String> one, List<String> other) {
        return IntStream.range(0, one.size())
                .filter(i -> rank(one, i) == rank(other, i))
                .count();
    }

    private static int rank(List<String> numbers, int i) {
        return Integer.parseInt(numbers.get(i).substring(8))
                - Integer.parseInt(Collections.min(numbers).substring(8));
    }
}
