package org.qunfang.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/** Takes a PNG file apart (W3C PNG, third edition); keeps the chunks that carry pixels and nothing else. */
final class PngFile {

    private static final int SIGNATURE_LENGTH = 8;
    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private final byte[] bytes;
    private final ByteArrayOutputStream bare;
    private byte[] exif;

    PngFile(byte[] bytes) {
        this.bytes = bytes;
        this.bare = new ByteArrayOutputStream(bytes.length);
    }

    Picture read() {
        bare.write(bytes, 0, SIGNATURE_LENGTH);
        if (!"IHDR".equals(type(SIGNATURE_LENGTH)) || length(SIGNATURE_LENGTH) != 13) {
            throw PhotoRefusal.damaged();
        }
        int width = side(SIGNATURE_LENGTH + 8);
        int height = side(SIGNATURE_LENGTH + 12);
        boolean deep = Bytes.u8(bytes, SIGNATURE_LENGTH + 16) == 16;
        int at = SIGNATURE_LENGTH;
        String type;
        do {
            type = type(at);
            int end = at + 12 + length(at);
            readChunk(type, at, end);
            at = end;
        } while (!"IEND".equals(type));
        return new Picture(PhotoFormat.PNG, width, height, deep, bare.toByteArray(), exif, at);
    }

    private int side(int at) {
        long pixels = Bytes.u32(bytes, at);
        if (pixels == 0 || pixels > Integer.MAX_VALUE) {
            throw PhotoRefusal.damaged();
        }
        return (int) pixels;
    }

    private void readChunk(String type, int at, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, at + 4, end - at - 8);
        if (crc.getValue() != Bytes.u32(bytes, end - 4)) {
            throw PhotoRefusal.damaged();
        }
        if ("acTL".equals(type)) {
            throw PhotoRefusal.animated();
        }
        if ("eXIf".equals(type)) {
            exif = Arrays.copyOfRange(bytes, at + 8, end - 4);
        }
        if (NEEDED.contains(type)) {
            bare.write(bytes, at, end - at);
        }
    }

    private String type(int at) {
        if (at + 12 > bytes.length) {
            throw PhotoRefusal.truncated();
        }
        return Bytes.ascii(bytes, at + 4, 4);
    }

    private int length(int at) {
        long length = Bytes.u32(bytes, at);
        if (length > bytes.length - at - 12L) {
            throw PhotoRefusal.truncated();
        }
        return (int) length;
    }
}
