package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table cap_signing_keys. */
final class CapKeyStore {
    private static final String INSERT = """
            INSERT INTO cap_signing_keys (id, certificate, private_key, created_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String ACTIVE = """
            SELECT id, certificate, private_key
              FROM cap_signing_keys
             WHERE retired_at IS NULL
            """;

    private static final String CERTIFICATES = """
            SELECT certificate
              FROM cap_signing_keys
             ORDER BY created_at DESC
             LIMIT 100
            """;

    /** Adds the key unless another process was faster. */
    Future<Void> insert(SqlClient conn, CapKey key, Instant now) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.of(
                        key.id(),
                        Buffer.buffer(der(key.chain().get(0))),
                        Buffer.buffer(key.key().getEncoded()),
                        WarningStore.utc(now)))
                .mapEmpty();
    }

    Future<Optional<CapKey>> active(SqlClient conn) {
        return conn.preparedQuery(ACTIVE).execute().map(rows -> {
            var row = rows.size() == 0 ? null : rows.iterator().next();
            return Optional.ofNullable(row)
                    .map(found -> CapKey.of(
                            found.getString("id"),
                            found.getBuffer("certificate").getBytes(),
                            found.getBuffer("private_key").getBytes()));
        });
    }

    /** Of every key there ever was, the newest first. */
    Future<List<X509Certificate>> certificates(SqlClient conn) {
        return conn.preparedQuery(CERTIFICATES).execute().map(rows -> {
            List<X509Certificate> certificates = new ArrayList<>();
            rows.forEach(row -> certificates.add(
                    CapKey.certificate(row.getBuffer("certificate").getBytes())));
            return certificates;
        });
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException ofACertificateThatWasRead) {
            throw new IllegalStateException(ofACertificateThatWasRead);
        }
    }
}
