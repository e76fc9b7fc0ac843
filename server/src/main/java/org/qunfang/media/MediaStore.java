package org.qunfang.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A folder of files named by their content, so that the same picture is kept once and a key can never point elsewhere.
 * Blocks: for a worker.
 */
public final class MediaStore {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}\\.jpg");

    private final Path folder;

    /** @throws UncheckedIOException when the folder cannot be made */
    public MediaStore(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the media folder " + folder + " cannot be made", e);
        }
    }

    /** Keeps a JPEG and answers its key. It is on the disk, or not there at all, whatever crashes. */
    public String keep(byte[] jpeg) {
        String key = HexFormat.of().formatHex(sha256(jpeg)) + ".jpg";
        Path target = path(key);
        if (Files.exists(target)) {
            return key;
        }
        try {
            Files.createDirectories(target.getParent());
            Path unfinished = Files.createTempFile(target.getParent(), "unfinished", null);
            try {
                write(unfinished, jpeg);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("a picture cannot be written to " + folder, e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /**
     * Where the file of a key is.
     *
     * @throws IllegalArgumentException for anything that is no key, such as a path
     */
    public Path path(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a media key: " + key);
        }
        return folder.resolve(key.substring(0, 2)).resolve(key);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
