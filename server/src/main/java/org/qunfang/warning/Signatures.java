package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.qunfang.settings.SigningKeystore;

/** Signs CAP messages on workers of its own, with the operator's key or one that all processes share. */
final class Signatures {
    private final Pool pool;
    private final CapKeyStore store;
    private final CapSource source;
    private final Optional<SigningKeystore> keystore;
    private final WorkerExecutor workers;
    private final Clock clock;
    private volatile CapSigner signer;
    private volatile Tagged certificates = Tagged.of(Buffer.buffer());

    Signatures(
            Pool pool,
            CapKeyStore store,
            CapSource source,
            Optional<SigningKeystore> keystore,
            WorkerExecutor workers,
            Clock clock) {
        this.pool = pool;
        this.store = store;
        this.source = source;
        this.keystore = keystore;
        this.workers = workers;
        this.clock = clock;
    }

    /** Reads the key, or makes it when no process did so before. */
    Future<Void> start() {
        return key().compose(key -> store.certificates(pool).map(ours -> {
            signer = new CapSigner(key);
            Set<X509Certificate> all = new LinkedHashSet<>(key.chain());
            all.addAll(ours);
            certificates = Tagged.of(pem(all));
            return null;
        }));
    }

    private Future<CapKey> key() {
        return keystore.map(given -> Future.succeededFuture(new CapKey("keystore", given.key(), given.chain())))
                .orElseGet(() -> store.active(pool)
                        .compose(found -> found.map(Future::succeededFuture).orElseGet(this::made)));
    }

    /** Another process may be faster: what stands in the table counts. */
    private Future<CapKey> made() {
        return workers.executeBlocking(() -> CapKey.generate(source.sender(), clock.instant()), false)
                .compose(key -> store.insert(pool, key, clock.instant()))
                .compose(inserted -> store.active(pool))
                .map(Optional::orElseThrow);
    }

    /** The same message, signed. Never call it within a transaction: it waits for a worker. */
    Future<CapMessage> sign(CapMessage message) {
        return workers.executeBlocking(() -> message.withXml(signer.sign(message.xml())), false);
    }

    /** Every certificate that a message may have been signed with, the one in use first; RFC 7468. */
    Tagged certificates() {
        return certificates;
    }

    private static Buffer pem(Iterable<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (X509Certificate certificate : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(new String(base64.encode(CapKeyStore.der(certificate)), StandardCharsets.US_ASCII))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Buffer.buffer(text.toString());
    }
}
