package org.qunfang.db;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the PostgreSQL programs we bring along into a folder of ours, once for each build of them.
 *
 * <p>The library that packs them would unpack into a folder of the temporary directory that everybody may write to;
 * whoever comes first there decides what we execute.
 */
final class PostgresBinaries {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    /** Returns the folder that holds {@code bin}, {@code lib} and {@code share}; earlier builds are removed. */
    static Path unpackInto(Path folder) throws IOException {
        byte[] archive = archive();
        Path home = folder.resolve(digest(archive).substring(0, 16));
        if (!Files.exists(home)) {
            LOG.info("Unpacking PostgreSQL into {}", home);
            Path unfinished = Files.createDirectories(folder).resolve("unfinished");
            Folders.delete(unfinished);
            unpack(archive, Files.createDirectory(unfinished));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            deleteAllBut(home);
        }
        return home;
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name");
        String machine = "amd64".equals(System.getProperty("os.arch")) ? "x86_64" : System.getProperty("os.arch");
        if (!"Linux".equals(system)) {
            throw unsupported(system, machine, null);
        }
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return stream.readAllBytes();
        } catch (IllegalStateException missing) {
            throw unsupported(system, machine, missing);
        }
    }

    private static DatabaseUnavailable unsupported(String system, String machine, Throwable cause) {
        return new DatabaseUnavailable(
                "There is no embedded PostgreSQL for " + system + " on " + machine
                        + ", only for Linux on x86_64 and aarch64. Install PostgreSQL 15 or newer and set DATABASE_URL.",
                cause);
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0 && !file.toFile().setExecutable(true, true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private static void deleteAllBut(Path home) throws IOException {
        try (Stream<Path> builds = Files.list(home.getParent())) {
            for (Path build : builds.filter(path -> !path.equals(home)).toList()) {
                Folders.delete(build);
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
