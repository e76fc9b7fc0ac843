package org.qunfang.casework;

import java.time.Clock;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** A case as the answer to whoever asked for it or changed it. */
record CaseReply(Registry registry, Clock clock) {
    Reply ok(Call call, CaseDetails details) {
        return of(200, call, details);
    }

    Reply of(int status, Call call, CaseDetails details) {
        CaseView view = new CaseView(details, call.caller(), new References(registry.matrix()), clock.instant());
        return Reply.of(status, view.json()).etag(details.thing().version());
    }
}
