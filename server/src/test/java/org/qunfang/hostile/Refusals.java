package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a refusal looks like: a problem of RFC 9457 within a second that tells the place, and nothing changed. */
final class Refusals {
    private static final long MOST_MILLIS = 1_000;
    private static final int TRIES = 3;
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat (org|io|java)[.]|org[.]qunfang|io[.]vertx|jackson|SQLSTATE|PostgreSQL|relation \"",
            Pattern.CASE_INSENSITIVE);
    /** Given by the frame for every address, not declared by each operation. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406);

    private Refusals() {}

    /** Sends all of them and fails with every one that was not refused as it should be. */
    static void expect(Target target, List<Spoiled> spoiled) {
        assertThat(spoiled).as("requests to be refused").isNotEmpty();
        Rows before = Rows.atRest();
        List<Wire.Answered> answers =
                HostileCity.wire().send(spoiled.stream().map(Spoiled::shot).toList());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < spoiled.size(); i++) {
            Spoiled each = spoiled.get(i);
            Wire.Answered answer = answers.get(i);
            faults(target, each, answer).forEach(fault -> wrong.add(told(each, answer) + "\n    " + fault));
        }
        assertThat(wrong).as("%s: %d requests", target, spoiled.size()).isEmpty();
        assertThat(Rows.now().changedSince(before))
                .as("%s: rows after refusals", target)
                .isEmpty();
    }

    private static String told(Spoiled spoiled, Wire.Answered answer) {
        String body = String.valueOf(answer.body());
        return "\n" + spoiled.how() + ": " + spoiled.shot().method() + " "
                + brief(spoiled.shot().uri(), 200) + "\n    → " + answer.status() + " " + brief(body, 600);
    }

    private static String brief(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    private static Stream<String> faults(Target target, Spoiled spoiled, Wire.Answered answer) {
        return Stream.<Supplier<String>>of(
                        () -> statusFault(target, spoiled, answer),
                        () -> spoiled.shot().method().equals("HEAD") ? null : problemFault(answer),
                        () -> pointerFault(spoiled, answer),
                        () -> headerFault(answer),
                        () -> INSIDE.matcher(String.valueOf(answer.body())).find() ? "tells of the inside" : null,
                        () -> timeFault(spoiled, answer))
                .map(Supplier::get)
                .filter(fault -> fault != null)
                .limit(1);
    }

    private static String statusFault(Target target, Spoiled spoiled, Wire.Answered answer) {
        int status = answer.status();
        if (status < 400 || status > 499) {
            return "is no refusal";
        }
        if (!spoiled.statuses().isEmpty() && !spoiled.statuses().contains(status)) {
            return "should be one of " + spoiled.statuses();
        }
        boolean isDeclared = ANYWHERE.contains(status) || target.statuses().contains(Integer.toString(status));
        return isDeclared ? null : "is not declared in the contract";
    }

    private static String problemFault(Wire.Answered answer) {
        if (!"application/problem+json".equals(answer.headers().get("Content-Type"))) {
            return "is no application/problem+json";
        }
        try {
            JsonObject problem = answer.body().toJsonObject();
            boolean whole = problem.getString("type").matches("/problems/[a-z-]+")
                    && !problem.getString("title").isBlank()
                    && problem.getInteger("status") == answer.status()
                    && !problem.getString("detail").isBlank()
                    && problem.getString("traceId").matches("[0-9a-f]{32}");
            return whole ? null : "lacks a member of a problem";
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return "is no problem: " + e;
        }
    }

    private static String pointerFault(Spoiled spoiled, Wire.Answered answer) {
        if (spoiled.pointer() == null) {
            return null;
        }
        JsonArray errors = answer.body().toJsonObject().getJsonArray("errors", new JsonArray());
        List<JsonObject> elsewhere = errors.stream()
                .map(JsonObject.class::cast)
                .filter(error -> !isWithin(error.getString("pointer"), spoiled.pointer())
                        || error.getString("reason").isBlank())
                .toList();
        if (errors.isEmpty()) {
            return "does not name " + spoiled.pointer();
        }
        return elsewhere.isEmpty() ? null : "blames another place than " + spoiled.pointer() + ": " + elsewhere;
    }

    private static boolean isWithin(String pointer, String place) {
        return pointer.equals(place) || (!place.isEmpty() && pointer.startsWith(place + "/"));
    }

    private static String headerFault(Wire.Answered answer) {
        String needed = switch (answer.status()) {
            case 401 -> "WWW-Authenticate";
            case 405 -> "Allow";
            case 429 -> "Retry-After";
            default -> "Content-Type";
        };
        return answer.headers().contains(needed) ? null : "lacks " + needed;
    }

    /** What was slow is sent again by itself: the machine may have been busy with something else. */
    private static String timeFault(Spoiled spoiled, Wire.Answered answer) {
        long fastest = answer.millis();
        for (int again = 0; again < TRIES && fastest >= MOST_MILLIS; again++) {
            fastest = Math.min(fastest, HostileCity.wire().send(spoiled.shot()).millis());
        }
        return fastest < MOST_MILLIS ? null : "took " + answer.millis() + " ms, and " + fastest + " ms by itself";
    }
}
