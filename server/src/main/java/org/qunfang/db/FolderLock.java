package org.qunfang.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds a folder for one Qunfang process. The operating system gives the lock back when the process ends, however it
 * ends, so that nothing is left to clean up after {@code kill -9}.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws DatabaseUnavailable when another process holds the folder, or this one does already */
    static FolderLock acquire(Path folder) throws IOException {
        Path file = folder.resolve("postgres.lock");
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException heldByUs) {
            // Told below like any other holder.
        } catch (IOException unsupported) {
            channel.close();
            throw new DatabaseUnavailable(
                    "The file system of " + folder + " cannot lock files (" + unsupported.getMessage()
                            + "). Choose a local folder with QUNFANG_DATA, or set DATABASE_URL.",
                    unsupported);
        }
        channel.close();
        throw new DatabaseUnavailable("The data folder " + folder + " is in use by another Qunfang process (process id "
                + Files.readString(file).strip() + "). Stop that one first, or choose another folder with QUNFANG_DATA;"
                + " several processes can share one PostgreSQL through DATABASE_URL.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
