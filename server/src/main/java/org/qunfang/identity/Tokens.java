package org.qunfang.identity;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.qunfang.http.Caller;

/** What somebody who signed in is given. */
record Tokens(String accessToken, String refreshToken, UUID accountId, Caller.Kind kind) {
    JsonObject toJson() {
        return new JsonObject()
                .put("accessToken", accessToken)
                .put("refreshToken", refreshToken)
                .put("expiresIn", AccessTokens.LIFETIME.toSeconds())
                .put("accountId", accountId.toString())
                .put("kind", kind.name().toLowerCase(Locale.ROOT));
    }

    /** Never the tokens: this may end in a log. */
    @Override
    public String toString() {
        return "Tokens of " + accountId;
    }
}
