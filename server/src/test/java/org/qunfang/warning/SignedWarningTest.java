package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Two servers that share one key: what either publishes is verified with the certificate that both hand out. */
class SignedWarningTest {
    @RegisterExtension
    @Order(1)
    static final TestApp first = new TestApp();

    @RegisterExtension
    @Order(2)
    static final TestApp second = first.beside();

    @Test
    void alertAndCancelOfEitherProcessVerifyWithTheCertificateThatIsHandedOut() {
        for (TestApp app : new TestApp[] {first, second}) {
            String id = publish(app);
            People people = new People(app);
            assertThat(people.approver()
                            .post("/v1/warnings/" + id + "/cancel", new JsonObject().put("rationale", "稳定"))
                            .status())
                    .isEqualTo(200);

            for (TestApp reader : new TestApp[] {first, second}) {
                X509Certificate certificate = certificates(reader).get(0);
                assertThat(messagesOf(id)).hasSize(2).allSatisfy(identifier -> {
                    String xml = reader.nobody()
                            .get("/feeds/cap/" + identifier + ".xml")
                            .body()
                            .toString();
                    assertThat(CapXml.errors(CapXml.parse(xml))).isEmpty();
                    assertThat(Verified.by(certificate, xml)).isTrue();
                });
            }
        }
        assertThat(first.pool()
                        .query("SELECT id FROM cap_signing_keys")
                        .execute()
                        .await()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theCertificateNamesTheSenderAndIsAnsweredOnceOnly() {
        Answer pem = first.nobody().get("/feeds/cap.pem");

        assertThat(certificates(first)).singleElement().satisfies(certificate -> {
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=qunfang@localhost");
            certificate.verify(certificate.getPublicKey());
        });
        assertThat(first.nobody()
                        .with("If-None-Match", pem.headers().get("ETag"))
                        .get("/feeds/cap.pem")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void anApprovalThatIsRefusedLeavesNoMessage() {
        People people = new People(first);
        TestClient author = people.author();
        Answer submitted = WarningFixture.submit(author, author.post("/v1/warnings", Drafts.landslide()));
        String id = submitted.json().getString("id");

        Answer refused = people.approver()
                .post("/v1/warnings/" + id + "/approve", new JsonObject().put("contentHash", "0".repeat(64)));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(messagesOf(id)).isEmpty();
    }

    private static List<String> messagesOf(String warningId) {
        List<String> identifiers = new ArrayList<>();
        first.pool()
                .preparedQuery("SELECT identifier FROM cap_messages WHERE warning_id = $1 ORDER BY sent")
                .execute(Tuple.of(UUID.fromString(warningId)))
                .await()
                .forEach(row -> identifiers.add(row.getString("identifier")));
        return identifiers;
    }

    private static String publish(TestApp app) {
        People people = new People(app);
        TestClient author = people.author();
        Answer submitted = WarningFixture.submit(author, author.post("/v1/warnings", Drafts.landslide()));
        return WarningFixture.approve(people.approver(), submitted).json().getString("id");
    }

    private static List<X509Certificate> certificates(TestApp app) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(
                            app.nobody().get("/feeds/cap.pem").body().getBytes()))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }
}
