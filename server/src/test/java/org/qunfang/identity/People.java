package org.qunfang.identity;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.qunfang.http.Caller;
import org.qunfang.identity.OfficerService.CreatedOfficer;
import org.qunfang.identity.OfficerService.NewOfficer;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Officers who really sign in, for the tests of this room. */
final class People {
    static final String PASSWORD = "correct horse battery staple";

    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "test", null, Set.of(), Set.of(), null);

    private final TestApp app;
    private final Clock clock;

    People(TestApp app, Clock clock) {
        this.app = app;
        this.clock = clock;
    }

    final class Officer {
        private final String id;
        private final String email;
        private final byte[] secret;

        private Officer(String id, String email, byte[] secret) {
            this.id = id;
            this.email = email;
            this.secret = secret;
        }

        String id() {
            return id;
        }

        String email() {
            return email;
        }

        String code() {
            return Totp.code(secret, clock.instant());
        }

        Answer login() {
            return login(PASSWORD, code());
        }

        Answer login(String password, String code) {
            return app.nobody().post("/v1/auth/login", credentials(email, password, code));
        }
    }

    Officer newOfficer(Role... roles) {
        NewOfficer asked = new NewOfficer(address(), "王芳", PASSWORD, null, "zh-CN", null, List.of(roles));
        CreatedOfficer created =
                app.app().rooms().identity().officers().create(PROGRAM, asked).await();
        return officer(created.id().toString(), asked.email(), Base32.decode(created.totpSecret()));
    }

    /** An officer whom somebody else created. */
    Officer officer(String id, String email, byte[] secret) {
        return new Officer(id, email, secret);
    }

    JsonObject credentials(String email, String password, String code) {
        JsonObject json = new JsonObject().put("email", email).put("password", password);
        return code == null ? json : json.put("code", code);
    }

    Answer refresh(JsonObject tokens) {
        return app.nobody()
                .post("/v1/auth/refresh", new JsonObject().put("refreshToken", tokens.getString("refreshToken")));
    }

    /** Whoever got these tokens. */
    TestClient with(JsonObject tokens) {
        return app.nobody().with("Authorization", "Bearer " + tokens.getString("accessToken"));
    }

    String address() {
        return "officer-" + UUID.randomUUID() + "@example.cn";
    }
}
