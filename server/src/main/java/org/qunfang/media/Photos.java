package org.qunfang.media;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** The way in for photos: through the gate, into the store, on a bounded worker. */
public final class Photos {
    private final WorkerExecutor worker;
    private final PhotoGate gate = new PhotoGate();
    private final MediaStore store;

    /** @param worker bounded: decoding takes memory and time */
    public Photos(WorkerExecutor worker, MediaStore store) {
        this.worker = worker;
        this.store = store;
    }

    /**
     * A photo that passed and is on the disk.
     *
     * @param width pixels of the full picture
     * @param sourceHash SHA-256 of the bytes that were sent, which tells a repeat from another photo
     */
    public record Kept(String fullKey, String thumbKey, int width, int height, Buffer sourceHash) {}

    /** Fails with photo-too-large, photo-unreadable or unsupported-media-type. */
    public Future<Kept> keep(Buffer sent) {
        return worker.executeBlocking(
                () -> {
                    byte[] bytes = sent.getBytes();
                    Photo photo = gate.check(bytes);
                    return new Kept(
                            store.keep(photo.full()),
                            store.keep(photo.thumb()),
                            photo.width(),
                            photo.height(),
                            Buffer.buffer(MediaStore.sha256(bytes)));
                },
                false);
    }

    public Path path(String key) {
        return store.path(key);
    }
}
