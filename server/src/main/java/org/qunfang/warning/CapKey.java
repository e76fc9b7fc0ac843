package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What CAP messages are signed with.
 *
 * @param chain the key's certificate first
 */
record CapKey(String id, PrivateKey key, List<X509Certificate> chain) {
    private static final String CURVE = "secp256r1";

    /** Partners who pinned the certificate are not to be surprised; a key that leaked is retired, not waited for. */
    private static final Duration LIFE = Duration.ofDays(3_650);

    /** Clocks of readers may be behind ours. */
    private static final Duration EARLIER = Duration.ofDays(1);

    /** A new EC key on P-256 with a certificate that it signs itself. */
    static CapKey generate(String commonName, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            return new CapKey(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    pair.getPrivate(),
                    List.of(certificate(pair, commonName, now)));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static X509Certificate certificate(KeyPair pair, String commonName, Instant now)
            throws OperatorCreationException, CertificateException, CertIOException {
        var name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(LIFE)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** @param certificate X.509, DER */
    static X509Certificate certificate(byte[] certificate) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        } catch (CertificateException damaged) {
            throw new IllegalStateException("a row of cap_signing_keys holds no certificate", damaged);
        }
    }

    /**
     * @param certificate X.509, DER
     * @param privateKey PKCS #8, DER, of the certificate's kind
     */
    static CapKey of(String id, byte[] certificate, byte[] privateKey) {
        X509Certificate own = certificate(certificate);
        try {
            PrivateKey key = KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            return new CapKey(id, key, List.of(own));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("cap_signing_keys has no usable key in the row " + id, damaged);
        }
    }

    boolean isRsa() {
        return "RSA".equals(key.getAlgorithm());
    }

    /** Never the private key: this may end in a log. */
    @Override
    public String toString() {
        return "CapKey " + id;
    }
}
