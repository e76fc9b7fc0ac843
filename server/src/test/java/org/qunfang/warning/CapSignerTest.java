package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CapSignerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:15:20Z");
    private static final CapSource SOURCE =
            new CapSource(URI.create("https://warn.example.org"), ZoneId.of("Asia/Shanghai"));
    private static final CapKey KEY = CapKey.generate("qunfang@warn.example.org", NOW);

    @Test
    void anotherProgramVerifiesTheSignatureAndTheMessageStillKeepsTheSchema() {
        String signed = new CapSigner(KEY).sign(alert());

        Document cap = CapXml.parse(signed);
        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(Verified.by(KEY.chain().get(0), signed)).isTrue();
        assertThat(Verified.certificateIn(signed)).contains(KEY.chain().get(0));
        assertThat(CapXml.text(cap, "/alert/Signature/SignedInfo/CanonicalizationMethod/@Algorithm"))
                .isEqualTo("http://www.w3.org/2001/10/xml-exc-c14n#");
        assertThat(CapXml.text(cap, "/alert/Signature/SignedInfo/SignatureMethod/@Algorithm"))
                .isEqualTo("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256");
        assertThat(CapXml.text(cap, "/alert/Signature/SignedInfo/Reference/DigestMethod/@Algorithm"))
                .isEqualTo("http://www.w3.org/2001/04/xmlenc#sha256");
        assertThat(CapXml.text(cap, "/alert/Signature/SignedInfo/Reference/Transforms/Transform[1]/@Algorithm"))
                .isEqualTo("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
    }

    @Test
    void whatWasWrittenStaysByteForByteAndTheSignatureIsTheLastElement() {
        String alert = alert();
        String signed = new CapSigner(KEY).sign(alert);
        String head = alert.substring(0, alert.length() - "</alert>".length());

        assertThat(signed).startsWith(head + "<ds:Signature ").endsWith("</ds:Signature></alert>");
        assertThat(signed).doesNotContain("&#13;", "&#xD;");
    }

    @Test
    void oneChangedCharacterAnywhereFails() {
        String signed = new CapSigner(KEY).sign(alert());

        for (String[] change : new String[][] {
            {"立即撤离", "立即撤退"},
            {"22.705,113.93 ", "22.706,113.93 "},
            {"<severity>Extreme", "<severity>Minor"},
            {"<sender>qunfang@warn", "<sender>qunfang@work"}
        }) {
            assertThat(signed).contains(change[0]);
            assertThat(Verified.by(KEY.chain().get(0), signed.replace(change[0], change[1])))
                    .as(change[0])
                    .isFalse();
        }
    }

    @Test
    void anotherKeysSignatureFails() {
        CapKey other = CapKey.generate("qunfang@warn.example.org", NOW);

        assertThat(Verified.by(KEY.chain().get(0), new CapSigner(other).sign(alert())))
                .isFalse();
    }

    @Test
    void anRsaKeySignsWithItsOwnMethod() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=partner");
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                java.math.BigInteger.ONE,
                                java.util.Date.from(NOW),
                                java.util.Date.from(NOW.plusSeconds(86_400)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));

        String signed = new CapSigner(new CapKey("rsa", pair.getPrivate(), List.of(certificate))).sign(alert());

        assertThat(CapXml.errors(CapXml.parse(signed))).isEmpty();
        assertThat(Verified.by(certificate, signed)).isTrue();
    }

    private static String alert() {
        return new CapMessages(SOURCE)
                .alert(CapWriterTest.warning(Contents.landslide()), true, null, NOW)
                .xml();
    }
}
