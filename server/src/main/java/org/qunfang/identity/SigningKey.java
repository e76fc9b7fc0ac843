package org.qunfang.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.PubSecKeyOptions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * An Ed25519 key pair for access tokens.
 *
 * @param id the {@code kid} in the tokens' header
 * @param publicKey X.509 SubjectPublicKeyInfo, DER
 * @param privateKey PKCS #8, DER
 * @param signs whether new tokens are signed with it; otherwise it only verifies
 */
record SigningKey(String id, byte[] publicKey, byte[] privateKey, boolean signs) {
    static final String ALGORITHM = "EdDSA";

    static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    pair.getPublic().getEncoded(),
                    pair.getPrivate().getEncoded(),
                    true);
        } catch (NoSuchAlgorithmException everyJavaSince15HasIt) {
            throw new IllegalStateException(everyJavaSince15HasIt);
        }
    }

    PubSecKeyOptions verifying() {
        return options("PUBLIC KEY", publicKey);
    }

    PubSecKeyOptions signing() {
        return options("PRIVATE KEY", privateKey);
    }

    private PubSecKeyOptions options(String label, byte[] der) {
        String pem = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der).replace("\r", "")
                + "\n-----END " + label + "-----\n";
        return new PubSecKeyOptions().setAlgorithm(ALGORITHM).setId(id).setBuffer(Buffer.buffer(pem));
    }

    /** Never the private key: this may end in a log. */
    @Override
    public String toString() {
        return "SigningKey " + id;
    }
}
