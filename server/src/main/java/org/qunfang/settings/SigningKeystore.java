package org.qunfang.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The operator's own key for CAP messages, out of a PKCS #12 file.
 *
 * @param key RSA of at least 2048 bits, or EC of at least 256
 * @param chain its certificate first, then those of the authorities above it
 */
public record SigningKeystore(PrivateKey key, List<X509Certificate> chain) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    /** @throws IllegalArgumentException saying what is wrong; never quotes the password */
    static SigningKeystore open(Path file, String password) {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(bytes, password.toCharArray());
            List<String> aliases = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (aliases.size() != 1) {
                throw new IllegalArgumentException("holds " + aliases.size() + " private keys; it must hold one");
            }
            Key key = store.getKey(aliases.get(0), password.toCharArray());
            refuseWeak(key);
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(aliases.get(0)))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new SigningKeystore((PrivateKey) key, chain);
        } catch (IOException | GeneralSecurityException unreadable) {
            // The cause may quote more than an operator's console should show.
            throw new IllegalArgumentException("is no PKCS #12 file that this password opens");
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException loadedAbove) {
            throw new IllegalStateException(loadedAbove);
        }
    }

    private static void refuseWeak(Key key) {
        boolean strong = key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS
                || key instanceof ECKey ec && ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
        if (!strong) {
            throw new IllegalArgumentException(
                    "must hold an RSA key of 2048 bits or more, or an EC key of 256 or more");
        }
    }

    /** Never the key: this may end in a log. */
    @Override
    public String toString() {
        return "SigningKeystore of " + chain.get(0).getSubjectX500Principal();
    }
}
