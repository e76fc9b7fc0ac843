package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A sender with a registered key speaks only by it: what is not signed, or signed in another way, is refused by name. */
class CapSignatureTest extends InteropFixture {
    private static KeyPair pair;
    private static KeyPair stranger;

    private String senderId;

    @BeforeAll
    static void make() throws Exception {
        pair = SignedText.rsa(2048);
        stranger = SignedText.rsa(2048);
    }

    @BeforeEach
    void register() {
        trustTheOffice();
        JsonObject sender = sender();
        senderId = sender.getString("id");
        Answer changed = put("1", input().put("signingKey", SignedText.pem(pair)));
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
    }

    private JsonObject input() {
        return new JsonObject()
                .put("sender", office)
                .put("name", new JsonObject().put("zh-CN", "光明气象台").put("en", "Guangming Weather Office"))
                .put("areaCode", "440311")
                .put("relay", true)
                .put("active", true);
    }

    private Answer put(String version, JsonObject input) {
        return administrator.with("If-Match", "\"" + version + "\"").put("/v1/cap/senders/" + senderId, input);
    }

    private JsonObject sender() {
        return administrator.get("/v1/cap/senders").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("sender").equals(office))
                .findFirst()
                .orElseThrow();
    }

    private void unregister() {
        Answer changed = put("2", input());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().containsKey("signingKey")).isFalse();
    }

    private static SignedText signer() {
        return SignedText.with(pair);
    }

    private void isTaken(String xml) {
        Answer taken = take(xml);
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(201);
        assertThat(taken.json().getString("signature")).isEqualTo("verified");
    }

    @Test
    void whatItsSenderSignedIsTakenAndSaidToBeVerified() throws Exception {
        isTaken(signer().sign(alert()));
        isTaken(signer().transforms(Transform.ENVELOPED).sign(alert()));
        isTaken(signer().transforms(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE)
                .sign(alert()));
        assertThat(sender().getJsonObject("signingKey").getString("algorithm")).isEqualTo("RSA 2048");
    }

    @Test
    void theSignatureHoldsWithoutTheEnvelopeThatTheMessageCameIn() throws Exception {
        String xml = signer().sign(alert());
        String bare = xml.substring(xml.indexOf("<alert"));

        isTaken("<entry xmlns='http://www.w3.org/2005/Atom'><content>" + bare + "</content></entry>");
    }

    /** A feed's messages are written anew out of it, each as a document of its own. */
    @Test
    void aSignatureHoldsForWhatStandsInAFeed() throws Exception {
        String xml = signer().sign(alert());
        String feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:x='urn:x'><entry><content>"
                + xml.substring(xml.indexOf("<alert")) + "</content></entry></feed>";

        byte[] entry = FeedEntries.read(
                        feed.getBytes(StandardCharsets.UTF_8), URI.create("https://example.org/cap.atom"))
                .messages()
                .get(0);

        assertThat(SignatureCheck.of(entry, SigningKey.read(SignedText.pem(pair))))
                .isEqualTo(Signed.VERIFIED);
    }

    @Test
    void whatIsNotSignedIsRefusedAndNothingOfItReachesAnybody() {
        Answer refused = take(alert());

        assertThat(reason(refused)).isEqualTo("unsigned");
        JsonObject kept = duty.get("/v1/cap/imports/" + refused.json().getString("importId"))
                .json();
        assertThat(kept.getBoolean("accepted")).isFalse();
        assertThat(kept.containsKey("signature")).isFalse();
    }

    @Test
    void anAlteredMessageAndOneOfAnotherKeyAreRefused() throws Exception {
        assertThat(reason(take(signer().sign(alert()).replace("八十毫米", "两百毫米")))).isEqualTo("wrong-signature");
        assertThat(reason(take(SignedText.with(stranger).sign(alert())))).isEqualTo("wrong-signature");
        Matcher value = Pattern.compile("SignatureValue>[^<]+<").matcher(signer().sign(alert()));
        assertThat(reason(take(value.replaceFirst("SignatureValue>%%%<")))).isEqualTo("wrong-signature");
    }

    /** What the signature is over stands in the message, and what is read is something else. */
    @Test
    void aSignatureOverAnotherAlertWithinIsRefused() throws Exception {
        Document document = CapXml.parse(alert().xml().getBytes(StandardCharsets.UTF_8));
        Element alert = document.getDocumentElement();
        Element info = (Element) alert.getElementsByTagNameNS("*", "info").item(0);
        info.setAttribute("Id", "words");
        info.setIdAttribute("Id", true);
        signer().transforms(CanonicalizationMethod.EXCLUSIVE).sign(document, alert, "#words");

        assertThat(reason(take(SignedText.write(document)))).isEqualTo("partial-signature");
    }

    @Test
    void aSignatureMovedIntoAWrapperIsRefused() throws Exception {
        String signed = signer().sign(alert());
        String signature = signed.substring(signed.indexOf("<Signature"), signed.indexOf("</alert>"));
        String forged = alert().xml();
        String hidden = "<w xmlns='urn:w'>" + signature + "</w></alert>";

        assertThat(reason(take(forged.replace("</alert>", hidden)))).isEqualTo("misplaced-signature");
        assertThat(reason(take(signed.replace("</alert>", signature + "</alert>"))))
                .isEqualTo("misplaced-signature");
        assertThat(reason(take(forged.replace("</alert>", signature + "</alert>"))))
                .isEqualTo("wrong-signature");
    }

    /** The signed message lies within the signature, where nobody reads it as one. */
    @Test
    void aWholeMessageWithinTheSignatureIsRefused() throws Exception {
        String signed = signer().sign(alert());
        String bare = signed.substring(signed.indexOf("<alert"));
        String signature = signed.substring(signed.indexOf("<Signature"), signed.indexOf("</alert>"));
        String wrapped = signature.replace("</Signature>", "<Object>" + bare + "</Object></Signature>");

        assertThat(reason(take(alert().xml().replace("</alert>", wrapped + "</alert>"))))
                .isEqualTo("several-alerts");
    }

    @Test
    void weakAndForeignAlgorithmsAreRefusedByName() throws Exception {
        SignedText hmac = signer().key(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"), SignedText.HMAC);

        for (SignedText each : new SignedText[] {
            signer().key(pair.getPrivate(), SignedText.RSA_SHA1),
            signer().digest(DigestMethod.SHA1),
            hmac,
            signer().transforms(Transform.ENVELOPED, Transform.XPATH)
        }) {
            assertThat(reason(take(each.sign(alert())))).as(each.toString()).isEqualTo("forbidden-algorithm");
        }
    }

    @Test
    void whatIsFetchedFromElsewhereAndWhatIsNotEnvelopedIsNotTheWholeMessage() throws Exception {
        String signed = signer().sign(alert());

        assertThat(reason(take(signed.replace("Reference URI=\"\"", "Reference URI=\"http://127.0.0.1:1/alert.xml\""))))
                .isEqualTo("partial-signature");
        assertThat(reason(take(
                        signer().transforms(CanonicalizationMethod.EXCLUSIVE).sign(alert()))))
                .isEqualTo("partial-signature");
        assertThat(reason(take(signed.replace("Reference URI=\"\"", "Reference"))))
                .isEqualTo("partial-signature");
    }

    @Test
    void withoutAKeyASignatureIsNotCheckedAndSaidToBe() throws Exception {
        unregister();

        assertThat(take(SignedText.with(stranger).sign(alert())).json().getString("signature"))
                .isEqualTo("not-checked");
        assertThat(taken(alert()).getString("signature")).isEqualTo("none");
    }

    /** A feed brings the same again and again, also after a key was registered. */
    @Test
    void whatWasTakenBeforeTheKeyWasRegisteredStaysTaken() {
        unregister();
        CapText message = alert();
        String id = taken(message).getString("id");
        put("3", input().put("signingKey", SignedText.pem(pair)));

        assertThat(take(message).json().getString("id")).isEqualTo(id);
        assertThat(reason(take(message.xml().replace("八十毫米", "两百毫米")))).isEqualTo("unsigned");
    }

    @Test
    void aWeakKeyAndWhatIsNoneAreNotRegistered() throws Exception {
        for (String key : new String[] {
            SignedText.pem(SignedText.rsa(1024)),
            SignedText.pem(pair).replace("MII", "AAA"),
            SignedText.pem(pair).replaceFirst("PUBLIC KEY", "CERTIFICATE")
        }) {
            Answer refused = put("2", input().put("signingKey", key));
            assertThat(refused.status()).as(key).isEqualTo(422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/signingKey");
        }
    }
}
