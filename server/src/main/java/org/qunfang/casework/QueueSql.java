package org.qunfang.casework;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.qunfang.casework.QueuePlan.Walk;
import org.qunfang.db.SqlTime;

/**
 * The statement of a page, put together out of constants: what is not asked for does not stand in it, so that its plan
 * walks one index for each way into the queue, in the queue's order, and stops after a page (ADR 0112). Every value is a
 * parameter. Used for one page.
 */
final class QueueSql {
    /** A statement and the values of its parameters. */
    record Statement(String sql, Tuple values) {}

    /**
     * A way into a queue.
     *
     * @param supported walks the cases that a department supports instead of all
     * @param condition which of them, beside open or ended
     * @param ofCase the same, asked of a case {@code c}
     */
    record Branch(boolean supported, String condition, String ofCase) {
        static Branch cases(String condition) {
            return new Branch(false, condition, condition);
        }

        String from() {
            return supported ? "supported_cases AS s JOIN cases AS c ON c.id = s.case_id" : "cases AS c";
        }

        /** Whose columns have the order. */
        String walked() {
            return supported ? "s" : "c";
        }

        String id() {
            return supported ? "s.case_id" : "c.id";
        }
    }

    /** A constant limit lets the planner see that a page is small: a page of the screens, or the contract's highest. */
    private static final int[] PAGES_AND_ONE = {51, 201};

    /** So many cases at the head of a queue are looked through before the index is asked where the words are. */
    static final int WALKED = 1_000;

    private static final String CANDIDATES = """
            SELECT %1$s.turn, %1$s.due_at, %2$s AS id
              FROM %3$s
             WHERE %4$s
             ORDER BY %1$s.turn, %1$s.due_at, %2$s
             LIMIT %5$d
            """;

    /** Category by category or area by area: what is not wanted of the others is not walked through. */
    private static final String CANDIDATES_EACH = """
            SELECT b.turn, b.due_at, b.id
              FROM unnest(%1$s) AS k (wanted)
             CROSS JOIN LATERAL (
            %2$s) AS b
            """;

    /** A case may be in a queue in several ways: the union has it once. */
    static final String FIRST = """
            SELECT q.id, q.turn, q.due_at
              FROM (%s) AS q
             ORDER BY q.turn, q.due_at, q.id
             LIMIT %s
            """;

    private static final String PAGE = """
            SELECT c.id, c.number, c.version, c.status, c.likelihood, c.consequence, c.turn, c.category_id, c.area_id,
                   c.lead_department_id, c.lat, c.lon, c.accuracy_meters, c.place, c.opened_at, c.acknowledge_by,
                   c.due_at, c.rung, c.report_count, c.assignee_id,
                   (SELECT a.name FROM accounts AS a WHERE a.id = c.assignee_id) AS assignee_name,
                   COALESCE((SELECT left(r.description, 200)
                               FROM reports AS r
                              WHERE r.case_id = c.id AND r.status <> 'rejected'
                                AND NOT EXISTS (SELECT FROM report_moves AS m
                                                 WHERE m.report_id = r.id AND m.to_case_id = c.id)
                              ORDER BY r.received_at, r.id
                              LIMIT 1),
                            (SELECT left(r.description, 200)
                               FROM reports AS r
                              WHERE r.case_id = c.id AND r.status <> 'rejected'
                              ORDER BY r.received_at, r.id
                              LIMIT 1)) AS excerpt,
                   EXISTS (SELECT FROM consents AS k WHERE k.case_id = c.id AND k.status = 'pending') AS consent_pending,
                   (SELECT h.status
                      FROM handovers AS h
                     WHERE h.case_id = c.id AND h.status IN ('open', 'arbitration')) AS handover_status,
                   (SELECT max(s.reports) FROM surges AS s WHERE s.case_id = c.id AND s.ended_at IS NULL) AS surge_reports,
                   %s
              FROM (%s) AS p
              JOIN cases AS c ON c.id = p.id, LATERAL (%s) AS tasks
             ORDER BY c.turn, c.due_at, c.id
            """;

    final QueuePlan plan;
    final QueueFilter filter;
    private final Tuple values = Tuple.tuple();
    private final String key;
    private final String scope;
    private final String overdueAt;
    private final String cursor;
    final String limit;
    final List<Branch> branches;
    private final String status;
    private final String severity;
    private final String categories;
    private final String areas;
    private final String turns;

    QueueSql(QueuePlan plan, QueueFilter filter) {
        this.plan = plan;
        this.filter = filter;
        this.key = plan.key() == null ? null : value(plan.key());
        this.scope = plan.scope() == null ? null : value(plan.scope());
        this.overdueAt = plan.overdueAt() == null ? null : value(SqlTime.of(plan.overdueAt()));
        QueueCursor after = filter.after();
        this.cursor =
                "(" + value(after.turn()) + ", " + value(SqlTime.of(after.dueAt())) + ", " + value(after.id()) + ")";
        this.limit = value(filter.limit() + 1);
        this.status = filter.status() == null ? null : value(filter.status().code());
        this.severity =
                filter.severity() == null ? null : value(filter.severity().code());
        this.categories = filter.categoryIds() == null ? null : value(filter.categoryIds());
        this.areas = filter.areaIds() == null ? null : value(filter.areaIds());
        this.turns = status == null && severity == null && overdueAt == null ? null : value(filter.turns());
        this.branches = branches();
    }

    /** The page, whatever the words. */
    static Statement page(QueuePlan plan, QueueFilter filter) {
        QueueSql sql = new QueueSql(plan, filter);
        return sql.statement(FIRST.formatted(sql.walks(sql.most()), sql.limit));
    }

    /** So many at the head of the queue. */
    String walked(int most) {
        return FIRST.formatted(walks(most), most);
    }

    /** A case {@code c} that comes behind the last page. */
    String after() {
        return "(c.turn, c.due_at, c.id) > " + cursor;
    }

    int most() {
        return filter.limit() < PAGES_AND_ONE[0] ? PAGES_AND_ONE[0] : PAGES_AND_ONE[1];
    }

    /** A case {@code c} that is in the queue, whatever its state. */
    String anyOf() {
        return branches.stream().map(each -> "(" + each.ofCase() + ")").collect(Collectors.joining(" OR "));
    }

    Statement statement(String ids) {
        return new Statement(PAGE.formatted(TaskProgress.COLUMNS, ids, TaskProgress.OF_CASE), values);
    }

    /** The placeholder of a value. */
    String value(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    String walks(int most) {
        return branches.stream()
                .map(branch -> "(" + walks(branch, most, "") + ")")
                .collect(Collectors.joining(" UNION "));
    }

    /** @param also what else is asked of the case {@code c}; begins with AND, or is empty */
    String walks(Branch branch, int most, String also) {
        return switch (plan.walk(filter)) {
            case QUEUE -> walk(branch, also, most);
            case CATEGORIES -> each(categories, walk(branch, also + " AND c.category_id = k.wanted", most));
            case AREAS -> each(areas, walk(branch, also + " AND c.area_id = k.wanted", most));
        };
    }

    static String each(String wanted, String walk) {
        return CANDIDATES_EACH.formatted(wanted + "::uuid[]", walk);
    }

    String walk(Branch branch, String narrowed, int most) {
        return CANDIDATES.formatted(
                branch.walked(), branch.id(), branch.from(), wanted(branch, plan.walk(filter)) + narrowed, most);
    }

    /** @param walk whose own column needs no filter besides */
    String wanted(Branch branch, Walk walk) {
        String of = branch.walked();
        List<String> all = new ArrayList<>();
        if (status != null) {
            all.add("c.status = " + status);
        }
        if (severity != null) {
            all.add("c.severity = " + severity);
        }
        if (categories != null && walk != Walk.CATEGORIES) {
            all.add("c.category_id = ANY (" + categories + ")");
        }
        if (areas != null && walk != Walk.AREAS) {
            all.add("c.area_id = ANY (" + areas + ")");
        }
        all.add((filter.isOpen() ? "" : "NOT ") + of + ".is_open");
        if (turns != null) {
            all.add(of + ".turn = ANY (" + turns + "::smallint[])");
        }
        all.add("(" + of + ".turn, " + of + ".due_at, " + branch.id() + ") > " + cursor);
        all.add(branch.condition());
        if (overdueAt != null) {
            all.add(of + ".turn < 9 AND " + of + ".due_at < " + overdueAt);
        }
        return String.join(" AND ", all);
    }

    private List<Branch> branches() {
        return switch (plan.source()) {
            case ALL, AWAITING -> List.of(Branch.cases("true"));
            case LEAD -> duty();
            case ACTOR ->
                scope == null
                        ? List.of(Branch.cases("c.keeper_id = " + key))
                        : List.of(
                                Branch.cases("c.keeper_id = " + key + " AND c.lead_department_id = " + scope),
                                supported(scope, "keeper_id = " + key));
            case CONSENT -> List.of(asked());
            case DEPARTMENT -> List.of(led(), handed(), supported(key, null));
            case OVERDUE -> List.of(led(), handed(), told(), supported(key, null));
        };
    }

    private Branch led() {
        return Branch.cases("c.lead_department_id = " + key);
    }

    /** Few are being handed over: their ids first, then their cases. */
    private Branch handed() {
        return among("SELECT h.case_id FROM handovers AS h WHERE h.status = 'open' AND h.to_department_id = " + key);
    }

    /** Few are silent for so long that a superior was told: their ids first, then their cases. */
    private Branch told() {
        return among("SELECT r.case_id FROM rungs AS r WHERE r.ended_at IS NULL AND r.department_id = " + key);
    }

    /** What the duty office leads, has to decide, or where a surge runs. */
    private List<Branch> duty() {
        Branch arbitration = among("SELECT h.case_id FROM handovers AS h WHERE h.status = 'arbitration'");
        Branch surging = among("SELECT s.case_id FROM surges AS s WHERE s.ended_at IS NULL");
        if (scope == null) {
            return List.of(led(), arbitration, surging);
        }
        String seen = " AND (c.lead_department_id = " + scope + " OR c.support_department_ids @> ARRAY[" + scope
                + "]::uuid[])";
        return List.of(
                Branch.cases("c.lead_department_id = " + key + " AND " + key + "::uuid = " + scope),
                supported(scope, "lead_department_id = " + key),
                Branch.cases(arbitration.condition() + seen),
                Branch.cases(surging.condition() + seen));
    }

    private static Branch among(String ids) {
        return Branch.cases("c.id = ANY (ARRAY(" + ids + "))");
    }

    /** @param also what else is asked of its column, or null */
    private Branch supported(String department, String also) {
        return new Branch(
                true,
                "s.department_id = " + department + (also == null ? "" : " AND s." + also),
                "c.support_department_ids @> ARRAY[" + department + "]::uuid[]"
                        + (also == null ? "" : " AND c." + also));
    }

    /** Few wait for a second officer: their ids first, then their cases. */
    private Branch asked() {
        String ids = "SELECT k.case_id FROM consents AS k WHERE k.status = 'pending' AND k.asked_by_id <> " + key;
        return among(scope == null ? ids : ids + " AND k.lead_department_id = " + scope);
    }
}
