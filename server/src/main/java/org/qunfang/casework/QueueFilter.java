package org.qunfang.casework;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.qunfang.http.Call;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/**
 * Which cases of a queue are asked for; null does not filter.
 *
 * @param status without one, all that are open
 * @param categoryIds the category and all below it
 * @param areaIds the area and all within it
 * @param words looked for in number, place, the words of the reports, what was said in public, and the names of the
 *     category, the area and all above them
 * @param trackingCode what was typed, when it has the form of one
 * @param number of a case, likewise
 * @param limit 1–200
 */
record QueueFilter(
        CaseStatus status,
        Severity severity,
        UUID[] categoryIds,
        UUID[] areaIds,
        SearchWords words,
        String trackingCode,
        String number,
        QueueCursor after,
        int limit) {

    static final int DEFAULT_LIMIT = 50;

    /** Of the column {@code turn}: what is on hold, and what waits for no officer. */
    private static final int ON_HOLD = 8;

    private static final int LAST_TURN = 9;

    /** A tracking code with dashes or spaces. */
    private static final int MOST_OF_A_CODE = 20;

    /** A number with as many blanks as somebody may put in. */
    private static final int MOST_OF_A_NUMBER = 40;

    private static final Pattern NUMBER =
            Pattern.compile("([A-Z]{1,8})[\\s\\p{Pd}]{0,3}([0-9]{4})[\\s\\p{Pd}]{0,3}([0-9]{1,12})");

    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{12}");

    /** @throws Problem bad-request, naming the parameter, for a category, area or cursor that does not exist */
    static QueueFilter of(Call call, Matrix matrix) {
        return new QueueFilter(
                call.query("status").map(CaseStatus::of).orElse(null),
                call.query("severity").map(Severity::of).orElse(null),
                call.query("category").map(code -> categories(matrix, code)).orElse(null),
                call.query("area").map(code -> areas(matrix, code)).orElse(null),
                call.query("q").map(SearchWords::of).orElse(null),
                call.query("q").map(QueueFilter::trackingCode).orElse(null),
                call.query("q").map(QueueFilter::number).orElse(null),
                call.cursor(QueueCursor::of).orElse(QueueCursor.START),
                call.queryInt("limit", DEFAULT_LIMIT));
    }

    /** As people type it; null for what is none. */
    private static String trackingCode(String typed) {
        String plain = typed.length() > MOST_OF_A_CODE
                ? ""
                : PlainText.narrow(typed)
                        .toUpperCase(java.util.Locale.ROOT)
                        .replaceAll("[\\s\\p{Pd}]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        return CODE.matcher(plain).matches()
                ? plain.substring(0, 4) + "-" + plain.substring(4, 8) + "-" + plain.substring(8)
                : null;
    }

    /** The same: in full width, with another dash, a blank or nothing between its parts. */
    private static String number(String typed) {
        String plain = PlainText.narrow(typed).strip().toUpperCase(java.util.Locale.ROOT);
        Matcher number = NUMBER.matcher(plain);
        return plain.length() <= MOST_OF_A_NUMBER && number.matches()
                ? String.join("-", number.group(1), number.group(2), number.group(3))
                : null;
    }

    /** It asks for one certain case, from the start. */
    boolean namesOne() {
        return (trackingCode != null || number != null) && after.equals(QueueCursor.START);
    }

    QueueFilter unnarrowed() {
        return new QueueFilter(null, null, null, null, words, trackingCode, number, QueueCursor.START, 1);
    }

    boolean isOpen() {
        return status != CaseStatus.CLOSED && status != CaseStatus.REJECTED;
    }

    /** The turns that cases of this status and severity can have; all where neither is asked for. */
    Short[] turns() {
        return IntStream.rangeClosed(0, LAST_TURN)
                .filter(turn -> status == null || hasStatus(turn))
                .filter(turn -> severity == null || turn >= ON_HOLD || turn / 2 == mostSevere() - severity.ordinal())
                .filter(turn -> turn >= after.turn())
                .mapToObj(turn -> (short) turn)
                .toArray(Short[]::new);
    }

    private boolean hasStatus(int turn) {
        return switch (status) {
            case RESOLVED, CLOSED, REJECTED -> turn == LAST_TURN;
            case ON_HOLD -> turn == ON_HOLD;
            case NEW, ASSIGNED, REOPENED -> turn < ON_HOLD && turn % 2 == 0;
            case ACKNOWLEDGED, IN_PROGRESS -> turn < ON_HOLD && turn % 2 == 1;
        };
    }

    private static int mostSevere() {
        return Severity.values().length - 1;
    }

    private static UUID[] categories(Matrix matrix, String code) {
        Category top = matrix.categoryByCode(code)
                .orElseThrow(() -> unknown("category", Localized.of("没有这个类别", "There is no such category")));
        return matrix.categories().stream()
                .map(Category::id)
                .filter(id -> matrix.chain(id).contains(top))
                .toArray(UUID[]::new);
    }

    private static UUID[] areas(Matrix matrix, String code) {
        Area top = matrix.areaByCode(code)
                .orElseThrow(() -> unknown("area", Localized.of("没有这个辖区", "There is no such area")));
        Set<UUID> within = new HashSet<>();
        within.add(top.id());
        boolean found = true;
        while (found) {
            found = false;
            for (Area area : matrix.areas()) {
                found |= within.contains(area.parentId()) && within.add(area.id());
            }
        }
        return within.toArray(UUID[]::new);
    }

    private static Problem unknown(String parameter, Localized reason) {
        return Problem.of(ProblemType.BAD_REQUEST, reason).error("/query/" + parameter, reason);
    }
}
