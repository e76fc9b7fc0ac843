package org.qunfang.interop;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * What a trusted sender's messages are checked with: the key that an administrator registered, whatever a message says of
 * its own. A certificate is a key with words beside it; its end is shown and ends nothing, for a warning must not be lost
 * to a forgotten renewal.
 *
 * @param pem as it was registered (RFC 7468)
 * @param certificate null when the key was registered alone
 */
record SigningKey(String pem, PublicKey key, X509Certificate certificate) {
    /** Bits; what is shorter can be broken. */
    static final int LEAST_RSA = 2048;

    static final int LEAST_EC = 256;

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (CERTIFICATE|PUBLIC KEY)-----([A-Za-z0-9+/=\\s]+)-----END (CERTIFICATE|PUBLIC KEY)-----");

    /** @throws Problem invalid at /signingKey for what is none, and for one that is too weak */
    static SigningKey read(String text) {
        String pem = text.strip();
        Matcher parts = PEM.matcher(pem);
        if (!parts.matches() || !parts.group(1).equals(parts.group(3))) {
            throw invalid(
                    "应为一份 PEM 格式的证书或公钥，不能是私钥。",
                    "It is one certificate or one public key as PEM, and never a private key.");
        }
        SigningKey read = parts.group(1).equals("CERTIFICATE") ? certificate(pem) : publicKey(pem, parts.group(2));
        if (!read.isStrong()) {
            throw invalid(
                    "密钥太弱：须为不少于 2048 位的 RSA 或不少于 256 位的 EC。",
                    "The key is too weak: it is RSA of 2048 bits or more, or EC of 256 bits or more.");
        }
        return read;
    }

    private static SigningKey certificate(String pem) {
        try {
            var read = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return new SigningKey(pem, read.getPublicKey(), read);
        } catch (GeneralSecurityException damaged) {
            throw unreadable();
        }
    }

    private static SigningKey publicKey(String pem, String base64) {
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            throw unreadable();
        }
        return ofKind("RSA", der)
                .or(() -> ofKind("EC", der))
                .map(key -> new SigningKey(pem, key, null))
                .orElseThrow(SigningKey::unreadable);
    }

    private static Optional<PublicKey> ofKind(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException ofAnotherKind) {
            return Optional.empty();
        }
    }

    private static Problem unreadable() {
        return invalid("证书或公钥无法读取。", "The certificate or public key cannot be read.");
    }

    private static Problem invalid(String zhCn, String en) {
        return Problem.invalid("/signingKey", Localized.of(zhCn, en));
    }

    private boolean isStrong() {
        return key instanceof RSAPublicKey ? bits() >= LEAST_RSA : key instanceof ECPublicKey && bits() >= LEAST_EC;
    }

    private int bits() {
        return key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : ((ECPublicKey) key).getParams().getCurve().getField().getFieldSize();
    }

    /** Such as {@code RSA 2048}. */
    String algorithm() {
        return key.getAlgorithm() + " " + bits();
    }

    /** SHA-256 of the key (SubjectPublicKeyInfo), 64 hexadecimal digits: the same with and without a certificate. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    Optional<Instant> expires() {
        return Optional.ofNullable(certificate).map(each -> each.getNotAfter().toInstant());
    }

    Optional<String> subject() {
        return Optional.ofNullable(certificate)
                .map(each -> each.getSubjectX500Principal().getName())
                .filter(name -> !name.isEmpty());
    }
}
