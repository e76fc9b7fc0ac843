package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * What the reports of a case, or the record of its site, say to one factor.
 *
 * @param code the factor's
 * @param option its id, or null: they do not know
 * @param source ANSWER or SITE
 * @param words where it comes from
 * @param fromId the report or site; null for an unknown
 */
record Proposal(String code, String option, Factor.Source source, Localized words, UUID fromId) {
    boolean isKnown() {
        return option != null;
    }

    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("code", code)
                .put("source", PlaybookStep.code(source))
                .put("said", words.toJson());
        putIfKnown(json, "option", option);
        putIfKnown(
                json, source == Factor.Source.SITE ? "siteId" : "reportId", fromId == null ? null : fromId.toString());
        return json;
    }
}
