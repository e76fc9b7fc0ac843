package org.qunfang.warning;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What a warning of a kind of hazard says before anybody has written a word, at one version.
 *
 * @param categoryId null for every hazard that has none of its own
 * @param active whether drafts may begin with it
 * @param content texts, levels, hours and lesson in the contract's words
 */
record WarningTemplate(UUID id, UUID categoryId, long version, boolean active, JsonObject content) {}
