package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.http.Caller;

/** Who is not let in, whatever the request. */
class HostileCallersTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    static List<Target> operations() {
        return HostileCity.operations().toList();
    }

    static List<Target> operationsOnOnesOwn() {
        return HostileCity.operations()
                .filter(each -> HostileCity.isForResidents(each)
                        && !each.parameters("path").isEmpty())
                .filter(each -> !Set.of("public", "lesson.answer")
                        .contains(each.declared().permission()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aTokenThatIsNotGoodOpensNothing(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        badTokens().forEach((how, token) -> spoiled.add(Spoiled.of(how, shot.with("Authorization", token), 401)));
        if (!"public".equals(target.declared().permission())) {
            spoiled.add(Spoiled.of("no token", shot.without("Authorization"), 401));
        }
        Refusals.expect(target, spoiled);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRoleThatDoesNotFitOpensNothing(Target target) {
        if (Set.of("public", "signed-in").contains(target.declared().permission())) {
            return;
        }
        Caller powerless = new Caller(
                Caller.Kind.OFFICER,
                UUID.fromString("01890000-0000-7000-8000-000000000001"),
                "无权",
                null,
                Set.of("auditor"),
                Set.of(),
                null);
        String token = HostileCity.app().as(powerless).header("Authorization");
        Refusals.expect(
                target,
                List.of(Spoiled.of("no permission", HostileCity.shot(target).with("Authorization", token), 403)));
    }

    /** What residents have is found by an id that nobody else knows; whoever does learn one has no use of it. */
    @ParameterizedTest
    @MethodSource("operationsOnOnesOwn")
    void aStrangerNeitherSeesNorChangesWhatAResidentHas(Target target) {
        Rows before = Rows.atRest();

        Wire.Answered answer = HostileCity.wire().send(HostileCity.byAStranger(target));

        assertThat(answer.status()).as("%s: %s", target, answer.body()).isIn(204, 401, 403, 404, 409);
        assertThat(Rows.now().changedSince(before)).as("%s", target).isEmpty();
    }

    private static Map<String, String> badTokens() {
        String[] good = HostileCity.goodToken().split("[.]");
        String header = decoded(good[0]);
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("nothing after Bearer", "Bearer ");
        tokens.put("another scheme", "Basic YWRtaW46YWRtaW4=");
        tokens.put("no JWT", "Bearer let-me-in");
        tokens.put("three dots", "Bearer ...");
        tokens.put("alg none", "Bearer " + encoded(algorithm(header, "none")) + "." + good[1] + ".");
        tokens.put(
                "alg None with the signature",
                "Bearer " + encoded(algorithm(header, "None")) + "." + good[1] + "." + good[2]);
        tokens.put("HS256 with the published key", "Bearer " + signed(algorithm(header, "HS256"), good[1]));
        tokens.put("another subject", "Bearer " + good[0] + "." + encoded(subject(good[1])) + "." + good[2]);
        tokens.put("another signature", "Bearer " + good[0] + "." + good[1] + "." + good[2].substring(2) + "AA");
        tokens.put("no signature", "Bearer " + good[0] + "." + good[1]);
        tokens.put("expired", "Bearer " + HostileCity.expiredToken());
        tokens.put("8,000 characters", "Bearer " + "a".repeat(8_000));
        tokens.put("SQL", "Bearer ' OR 1=1 --");
        return tokens;
    }

    private static String algorithm(String header, String algorithm) {
        return new JsonObject(header).put("alg", algorithm).encode();
    }

    private static String subject(String payload) {
        return new JsonObject(decoded(payload))
                .put("sub", UUID.randomUUID().toString())
                .encode();
    }

    /** The public key is no secret: whoever takes it for one is deceived (RFC 8725 section 2.1). */
    private static String signed(String header, String payload) {
        byte[] publicKey = HostileCity.app()
                .pool()
                .query("SELECT public_key FROM signing_keys LIMIT 1")
                .execute()
                .await()
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
            String text = encoded(header) + "." + payload;
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8));
    }
}
