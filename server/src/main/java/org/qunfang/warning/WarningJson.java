package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.qunfang.geo.GeoJson;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.warning.WarningStatus.Step;

/** Warnings in the contract's words. */
final class WarningJson {
    private static final int MOST_OF_A_CHAIN = 200;

    private WarningJson() {}

    /**
     * What everybody may see.
     *
     * @param chain what went out; the texts stay those of the alert, what took it back stands beside them
     * @param sender the author's department, or null
     */
    static JsonObject publicView(Warning warning, Chain chain, JsonArray lessons, Localized sender) {
        Content content = warning.content();
        JsonObject json = head(warning)
                .put("exercisePublic", content.exercisePublic())
                .put("infos", infos(texts(warning, chain.alert())))
                .put("area", content.area().drawn())
                .put("geometry", GeoJson.write(content.area().saved()))
                .put("actions", new JsonArray())
                .put("lessons", lessons);
        put(json, "endedAt", warning.endedAt());
        if (sender != null) {
            json.put("senderName", sender.toJson());
        }
        if (chain.alert() != null) {
            json.put("identifier", chain.alert().identifier())
                    .put("sender", chain.alert().sender());
        }
        if (!chain.all().isEmpty()) {
            json.put("chain", chain(chain.all()));
        }
        if (warning.supersedes() != null) {
            json.put("supersedes", warning.supersedes().toString());
        }
        if (chain.cancel() != null) {
            json.put("cancellation", cancellation(chain.cancel()));
        }
        return json;
    }

    private static JsonArray chain(List<CapMessage> messages) {
        JsonArray chain = new JsonArray();
        messages.stream()
                .limit(MOST_OF_A_CHAIN)
                .forEach(message -> chain.add(new JsonObject()
                        .put("warningId", message.warningId().toString())
                        .put("identifier", message.identifier())
                        .put("msgType", message.msgType())
                        .put("sent", message.sent().toString())));
        return chain;
    }

    private static JsonObject cancellation(CapMessage cancel) {
        return new JsonObject()
                .put("identifier", cancel.identifier())
                .put("sent", cancel.sent().toString())
                .put("infos", infos(cancel.infos()));
    }

    /** Everything, for officers who read warnings. */
    static JsonObject officerView(
            Warning warning,
            Chain chain,
            JsonArray lessons,
            Localized sender,
            List<HistoryStore.Decision> decisions,
            JsonObject feedback,
            Caller caller) {
        JsonArray decided = new JsonArray();
        decisions.forEach(decision -> decided.add(decision.toJson()));
        JsonObject json = publicView(warning, chain, lessons, sender)
                .put("author", officer(warning.author()))
                .put("createdAt", warning.createdAt().toString())
                .put("changedAt", warning.changedAt().toString())
                .put("decisions", decided)
                .put("feedback", feedback)
                .put("actions", actions(warning, caller));
        put(json, "submittedAt", warning.submittedAt());
        if (warning.content().lesson() != null) {
            json.put("lesson", warning.content().lesson());
        }
        if (!warning.content().allClear().isEmpty()) {
            json.put("allClear", infos(warning.content().allClear()));
        }
        if (warning.caseId() != null) {
            json.put("caseId", warning.caseId().toString());
        }
        if (warning.approver() != null) {
            json.put("approver", officer(warning.approver()));
        }
        if (warning.contentHash() != null) {
            json.put("contentHash", HexFormat.of().formatHex(warning.contentHash()))
                    .put("recipients", warning.recipients());
        }
        return json;
    }

    /** A line of the list, in the words of the alert; {@code forOfficer} adds case and author. */
    static JsonObject listItem(Warning warning, CapMessage alert, boolean geometry, boolean forOfficer) {
        Content content = warning.content();
        JsonObject json = head(warning)
                .put("headline", text(warning, alert, Localized.ZH_CN, Localized.EN, true))
                .put("areaDescription", content.area().description().toJson());
        if (content.infos().stream().allMatch(info -> info.instruction() != null)) {
            json.put("instruction", text(warning, alert, Localized.ZH_CN, Localized.EN, false));
        }
        if (alert != null) {
            json.put("identifier", alert.identifier());
        }
        if (geometry) {
            json.put("geometry", GeoJson.write(content.area().saved()));
        }
        if (forOfficer) {
            json.put("author", officer(warning.author()));
            if (warning.caseId() != null) {
                json.put("caseId", warning.caseId().toString());
            }
        }
        return json;
    }

    private static JsonObject head(Warning warning) {
        Content content = warning.content();
        JsonObject json = new JsonObject()
                .put("id", warning.id().toString())
                .put("version", warning.version())
                .put("status", warning.status().code())
                .put("mode", content.mode().code())
                .put("category", content.category())
                .put("event", content.event())
                .put("urgency", content.urgency())
                .put("severity", content.severity().capName())
                .put("certainty", content.certainty())
                .put("expires", content.expires().toString())
                .put("incident", warning.incident());
        if (content.eventCode() != null) {
            json.put("eventCode", content.eventCode());
        }
        put(json, "onset", content.onset());
        put(json, "publishedAt", warning.publishedAt());
        return json;
    }

    /** A draft as its author wrote it; what went out as it went out, with its mark. */
    private static List<Info> texts(Warning warning, CapMessage alert) {
        if (alert != null) {
            return alert.infos();
        }
        return warning.status().isOut()
                ? warning.content().markedInfos()
                : warning.content().infos();
    }

    private static JsonArray infos(List<Info> texts) {
        JsonArray infos = new JsonArray();
        texts.forEach(info -> infos.add(info.toJson()));
        return infos;
    }

    private static JsonObject text(Warning warning, CapMessage alert, String first, String second, boolean headline) {
        JsonObject json = new JsonObject();
        for (String language : List.of(first, second)) {
            texts(warning, alert).stream()
                    .filter(info -> info.language().equals(language))
                    .map(info -> headline ? info.headline() : info.instruction())
                    .filter(java.util.Objects::nonNull)
                    .forEach(text -> json.put(language, text));
        }
        return json;
    }

    static JsonObject officer(Warning.Officer officer) {
        JsonObject json = new JsonObject().put("accountId", officer.accountId().toString());
        return officer.name() == null ? json : json.put("name", officer.name());
    }

    /** What the one who asks may do now. */
    static JsonArray actions(Warning warning, Caller caller) {
        boolean isAuthor = warning.author().accountId().equals(caller.accountId());
        JsonArray actions = new JsonArray();
        for (Step step : warning.status().openSteps()) {
            boolean fits = switch (step) {
                case EDIT, SUBMIT -> isAuthor;
                case APPROVE -> !isAuthor;
                case RETURN, REJECT, CANCEL, SUPERSEDE -> true;
                case EXPIRE -> false;
            };
            if (fits && caller.may(step.permission())) {
                actions.add(step.code());
            }
        }
        return actions;
    }

    private static void put(JsonObject json, String name, Instant instant) {
        if (instant != null) {
            json.put(name, instant.toString());
        }
    }
}
