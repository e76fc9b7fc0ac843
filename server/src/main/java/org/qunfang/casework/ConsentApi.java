package org.qunfang.casework;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** The two-person rule over HTTP; every answer is the case as it is then. */
public final class ConsentApi {
    private final ConsentService consents;
    private final CaseReply reply;

    public ConsentApi(ConsentService consents, Registry registry, Clock clock) {
        this.consents = consents;
        this.reply = new CaseReply(registry, clock);
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "askConsent", this::ask,
                "confirmConsent", this::confirm,
                "denyConsent", this::deny,
                "withdrawConsent", this::withdraw);
    }

    private Future<Reply> ask(Call call) {
        return consents.ask(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.of(201, call, details));
    }

    private Future<Reply> confirm(Call call) {
        return consents.confirm(
                        call.caller(), call.pathId("consentId"), call.body().getString("text"))
                .map(details -> reply.ok(call, details));
    }

    private Future<Reply> deny(Call call) {
        return consents.deny(
                        call.caller(), call.pathId("consentId"), call.body().getString("text"))
                .map(details -> reply.ok(call, details));
    }

    private Future<Reply> withdraw(Call call) {
        return consents.withdraw(call.caller(), call.pathId("consentId")).map(details -> reply.ok(call, details));
    }
}
