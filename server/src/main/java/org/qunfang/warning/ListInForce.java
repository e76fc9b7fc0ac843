package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.qunfang.geo.Location;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;

/** The list of what is in force, from memory: written once for each of the few questions that everybody asks alike. */
final class ListInForce {
    private static final int MOST = 200;

    /** The answers out of one snapshot; another snapshot begins anew. */
    private record Kept(InForce of, List<RelayedWarning> relayed, Map<String, Tagged> questionToAnswer) {}

    private final ActiveWarnings active;
    private final RelayedInForce relayed;
    private final Clock clock;
    private volatile Kept kept;

    ListInForce(ActiveWarnings active, RelayedInForce relayed, Clock clock) {
        this.active = active;
        this.relayed = relayed;
        this.clock = clock;
    }

    Reply list(Call call, Optional<Location> place) {
        call.cursor(ListInForce::noPage);
        return answer(call, place).reply(call, Reply.JSON).header("Cache-Control", "max-age=5");
    }

    private Tagged answer(Call call, Optional<Location> place) {
        InForce now = active.now();
        if (place.isPresent() || call.query("caseId").isPresent()) {
            return Tagged.once(write(now, call, place).toBuffer());
        }
        // Three words of the contract's own: a handful of questions at most.
        String question =
                call.query("mode").orElse("") + " " + call.query("status").orElse("") + " " + geometry(call);
        return kept(now)
                .computeIfAbsent(
                        question, asked -> Tagged.of(write(now, call, place).toBuffer()));
    }

    private Map<String, Tagged> kept(InForce now) {
        List<RelayedWarning> others = relayed.now();
        Kept current = kept;
        if (current == null || current.of() != now || !current.relayed().equals(others)) {
            current = new Kept(now, others, new ConcurrentHashMap<>());
            kept = current;
        }
        return current.questionToAnswer();
    }

    private JsonObject write(InForce now, Call call, Optional<Location> place) {
        boolean geometry = geometry(call);
        List<Listed> listed = new ArrayList<>();
        place.map(now::at).orElse(now.entries()).stream()
                .filter(entry -> matches(call, entry.warning()))
                .forEach(entry -> listed.add(Listed.own(entry, geometry)));
        if (mayBeRelayed(call)) {
            place.map(relayed::at)
                    .orElseGet(relayed::now)
                    .forEach(warning -> listed.add(Listed.relayed(warning, geometry, clock.instant())));
        }
        JsonArray items = new JsonArray();
        listed.stream()
                .sorted(Listed.ORDER)
                .limit(MOST)
                .forEach(each -> items.add(each.json().get()));
        return new JsonObject().put("items", items).putNull("next");
    }

    /** What others publish is meant, in force and from no case of ours. */
    private static boolean mayBeRelayed(Call call) {
        return call.query("mode").map(Mode.ACTUAL.code()::equals).orElse(true)
                && call.query("status")
                        .map(WarningStatus.PUBLISHED.code()::equals)
                        .orElse(true)
                && call.query("caseId").isEmpty();
    }

    static boolean geometry(Call call) {
        return call.query("geometry").map(Boolean::parseBoolean).orElse(false);
    }

    private static boolean matches(Call call, Warning warning) {
        return call.query("mode")
                        .map(mode -> mode.equals(warning.content().mode().code()))
                        .orElse(true)
                && call.query("status")
                        .map(status -> status.equals(warning.status().code()))
                        .orElse(true)
                && call.query("caseId")
                        .map(id -> UUID.fromString(id).equals(warning.caseId()))
                        .orElse(true);
    }

    /** What is in force is told whole: a cursor is of the list of all warnings. */
    private static Void noPage(String place) {
        throw new IllegalArgumentException("one page only");
    }
}
