package org.qunfang.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Passes the named files through the gate, in a process of its own with a small heap. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            Photo photo = new PhotoGate().check(Files.readAllBytes(Path.of(file)));
            System.out.println(photo.width() + "x" + photo.height());
        }
    }
}
