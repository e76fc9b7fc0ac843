package org.qunfang.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.qunfang.casework.QueuePlan.Walk;
import org.qunfang.casework.QueueSql.Branch;
import org.qunfang.casework.QueueSql.Statement;
import org.qunfang.casework.SearchNames.Sought;

/** The statements of a page for words (ADR 0110, 0136), out of the same pieces as those of a page without. */
final class SearchSql {
    /** Words that many cases have are soon met on the way; how few have them costs nothing to find out. */
    private static final String MET = """
            SELECT w.id, w.turn, w.due_at
              FROM (%s) AS w
              JOIN case_search AS f ON f.case_id = w.id
             WHERE f.words LIKE ALL (%s)
             ORDER BY w.turn, w.due_at, w.id
             LIMIT %s
            """;

    /** The same where some of the words may stand in a name of the case's area or category instead. */
    private static final String MET_NAMED = """
            SELECT w.id, w.turn, w.due_at
              FROM (%s) AS w
              JOIN cases AS c ON c.id = w.id
              LEFT JOIN case_search AS f ON f.case_id = w.id
             WHERE %s
             ORDER BY w.turn, w.due_at, w.id
             LIMIT %s
            """;

    /** Cases of these ids, as far as they are in the queue. */
    private static final String AMONG = """
            SELECT c.turn, c.due_at, c.id
              FROM cases AS c
             WHERE c.id = ANY (ARRAY(%s))
               AND (%s)
               AND %s
             ORDER BY c.turn, c.due_at, c.id
             LIMIT %s
            """;

    /** Words that few cases have lead to these cases. */
    private static final String FOUND = """
            SELECT c.id, c.turn, c.due_at
              FROM cases AS c
             WHERE c.id = ANY (ARRAY(SELECT f.case_id
                                       FROM case_search AS f
                                      WHERE f.grams @> %s AND f.words LIKE ALL (%s)))
               AND (%s)
               AND %s
             ORDER BY c.turn, c.due_at, c.id
             LIMIT %s
            """;

    private static final String TRACKED = "SELECT r.case_id FROM reports AS r WHERE r.tracking_code = ";

    private final QueuePlan plan;
    private final QueueFilter filter;
    private final QueueSql queue;

    private SearchSql(QueuePlan plan, QueueFilter filter) {
        this.plan = plan;
        this.filter = filter;
        this.queue = new QueueSql(plan, filter);
    }

    /** The page, of the words at the head of the queue; complete only when it is full. */
    static Statement met(QueuePlan plan, QueueFilter filter) {
        SearchSql sql = new SearchSql(plan, filter);
        String head = sql.queue.walked(QueueSql.WALKED);
        return sql.queue.statement(
                MET.formatted(head, sql.queue.value(filter.words().patterns()), sql.queue.limit));
    }

    /** The page, of the words wherever they are. */
    static Statement found(QueuePlan plan, QueueFilter filter) {
        SearchSql sql = new SearchSql(plan, filter);
        String grams = sql.queue.value(filter.words().grams());
        String patterns = sql.queue.value(filter.words().patterns());
        return sql.queue.statement(FOUND.formatted(
                grams,
                patterns,
                sql.queue.anyOf(),
                sql.queue.wanted(Branch.cases("true"), Walk.QUEUE),
                sql.queue.limit));
    }

    /** As {@link #met}, also by names. */
    static Statement met(QueuePlan plan, QueueFilter filter, Sought sought) {
        SearchSql sql = new SearchSql(plan, filter);
        String head = sql.queue.walked(QueueSql.WALKED);
        String conditions = sought.pieces().stream()
                .map(each -> sql.either(each, "f.words LIKE " + sql.pattern(each)))
                .collect(Collectors.joining(" AND "));
        return sql.queue.statement(MET_NAMED.formatted(head, conditions, sql.queue.limit));
    }

    /**
     * As {@link #found}, also by names. Words that stand in no name lead to few cases. Without such, each way is walked:
     * one of the words in the case's own, the others anywhere; and all of them in names.
     */
    static Statement found(QueuePlan plan, QueueFilter filter, Sought sought) {
        SearchSql sql = new SearchSql(plan, filter);
        SearchWords plain = sought.plain();
        List<String> ways = new ArrayList<>();
        if (plain.grams().length > 0) {
            ways.add(sql.byWords(plain, sought, null));
        } else {
            sought.named().forEach(each -> ways.add(sql.byWords(new SearchWords(List.of(each.text())), sought, each)));
            ways.addAll(sql.byNames(sought));
        }
        String all = ways.stream().map(way -> "(" + way + ")").collect(Collectors.joining(" UNION "));
        return sql.queue.statement(QueueSql.FIRST.formatted(all, sql.queue.limit));
    }

    /** The case of this number or code, where it is in the list that is asked for. */
    static Statement namedHere(QueuePlan plan, QueueFilter filter) {
        SearchSql sql = new SearchSql(plan, filter);
        String ids = sql.named();
        String wanted = sql.queue.wanted(Branch.cases("true"), Walk.QUEUE);
        return sql.queue.statement(AMONG.formatted(ids, sql.queue.anyOf(), wanted, sql.queue.limit));
    }

    /** The case of this number or code, in whatever state and list. */
    static Statement named(QueuePlan all, QueueFilter filter) {
        SearchSql sql = new SearchSql(all, filter.unnarrowed());
        return sql.queue.statement(AMONG.formatted(sql.named(), sql.queue.anyOf(), "true", sql.queue.limit));
    }

    private String named() {
        return TRACKED + queue.value(filter.trackingCode()) + " UNION SELECT n.id FROM cases AS n WHERE n.number = "
                + queue.value(filter.number());
    }

    /** Cases with these words; every other piece in the words or in a name. */
    private String byWords(SearchWords words, Sought sought, Sought.Piece own) {
        String ids = "SELECT f.case_id FROM case_search AS f WHERE f.grams @> " + queue.value(words.grams())
                + " AND f.words LIKE ALL (" + queue.value(words.patterns()) + ")";
        String others = sought.pieces().stream()
                .filter(each -> each != own && !words.pieces().contains(each.text()))
                .map(each -> either(each, said(each)))
                .collect(Collectors.joining(" AND "));
        String wanted = queue.wanted(Branch.cases("true"), Walk.QUEUE);
        return AMONG.formatted(ids, queue.anyOf(), others.isEmpty() ? wanted : wanted + " AND " + others, queue.limit);
    }

    /** In the queue's order, of the whole city by way of the areas and categories that the first piece names. */
    private List<String> byNames(Sought sought) {
        int most = queue.most();
        String all = sought.pieces().stream()
                .map(each -> " AND " + (each.isNamed() ? named(each) : said(each)))
                .collect(Collectors.joining());
        if (plan.source() != QueuePlan.Source.ALL || plan.walk(filter) != Walk.QUEUE) {
            return queue.branches.stream()
                    .map(branch -> queue.walks(branch, most, all))
                    .toList();
        }
        Sought.Piece first = sought.named().get(0);
        List<String> ways = new ArrayList<>();
        if (first.areaIds().length > 0) {
            ways.add(QueueSql.each(
                    queue.value(first.areaIds()),
                    queue.walk(queue.branches.get(0), all + " AND c.area_id = k.wanted", most)));
        }
        if (first.categoryIds().length > 0) {
            ways.add(QueueSql.each(
                    queue.value(first.categoryIds()),
                    queue.walk(queue.branches.get(0), all + " AND c.category_id = k.wanted", most)));
        }
        return ways;
    }

    private String either(Sought.Piece piece, String said) {
        return piece.isNamed() ? "(" + said + " OR " + named(piece) + ")" : said;
    }

    private String named(Sought.Piece piece) {
        return "(c.area_id = ANY (" + queue.value(piece.areaIds()) + ") OR c.category_id = ANY ("
                + queue.value(piece.categoryIds()) + "))";
    }

    private String said(Sought.Piece piece) {
        return "EXISTS (SELECT FROM case_search AS n WHERE n.case_id = c.id AND n.words LIKE " + pattern(piece) + ")";
    }

    private String pattern(Sought.Piece piece) {
        return queue.value("%" + piece.text() + "%");
    }
}
