package org.qunfang.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes a WebP file apart (RFC 9649); keeps the lossy picture and nothing else. Lossless compression, of pictures or of
 * their transparency, is refused: a file of 160 KB can make its decoder set up 65,536 groups of code tables, 350 MB,
 * and no header tells (RFC 9649 section 6.2.3). Cameras and browsers write lossy, opaque WebP.
 */
final class WebpFile {

    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    private final byte[] bytes;
    private int width;
    private int height;
    private byte[] frame;
    private int canvasWidth;
    private int canvasHeight;
    private byte[] exif;

    WebpFile(byte[] bytes) {
        this.bytes = bytes;
    }

    Picture read() {
        long end = CHUNK_HEADER + Bytes.u32LittleEndian(bytes, 4);
        if (end > bytes.length) {
            throw PhotoRefusal.truncated();
        }
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= end) {
            long length = Bytes.u32LittleEndian(bytes, (int) at + 4);
            long next = at + CHUNK_HEADER + length + (length & 1);
            if (next > end) {
                throw PhotoRefusal.truncated();
            }
            readChunk(Bytes.ascii(bytes, (int) at, 4), (int) at, (int) next);
            at = next;
        }
        boolean canvasDiffers = canvasWidth != 0 && (canvasWidth != width || canvasHeight != height);
        if (width == 0 || height == 0 || canvasDiffers) {
            throw PhotoRefusal.damaged();
        }
        return new Picture(PhotoFormat.WEBP, width, height, false, bare(), exif, (int) end);
    }

    private void readChunk(String type, int at, int next) {
        switch (type) {
            case "VP8 " -> readFrame(at, next);
            case "VP8X" -> {
                canvasWidth = 1 + Bytes.u24LittleEndian(bytes, at + CHUNK_HEADER + 4);
                canvasHeight = 1 + Bytes.u24LittleEndian(bytes, at + CHUNK_HEADER + 7);
            }
            case "VP8L" -> throw PhotoRefusal.unsupportedKind("WebP lossless");
            case "ALPH" -> throw PhotoRefusal.unsupportedKind("WebP with transparency");
            case "ANIM", "ANMF" -> throw PhotoRefusal.animated();
            case "EXIF" -> exif = Arrays.copyOfRange(bytes, at + CHUNK_HEADER, next);
            default -> {}
        }
    }

    /** RFC 6386 section 9.1: a key frame starts with three bytes of tag, 9D 01 2A and two 14-bit sizes. */
    private void readFrame(int at, int next) {
        int from = at + CHUNK_HEADER;
        boolean keyFrame = (Bytes.u8(bytes, from) & 1) == 0 && Bytes.startsWith(bytes, from + 3, "\u009D\u0001*");
        if (frame != null || !keyFrame) {
            throw PhotoRefusal.damaged();
        }
        width = Bytes.u16LittleEndian(bytes, from + 6) & 0x3FFF;
        height = Bytes.u16LittleEndian(bytes, from + 8) & 0x3FFF;
        frame = Arrays.copyOfRange(bytes, at, next);
    }

    /** The simple file format (RFC 9649 section 2.5): one header, one frame. */
    private byte[] bare() {
        int length = frame.length + 4;
        ByteArrayOutputStream file = new ByteArrayOutputStream(frame.length + RIFF_HEADER);
        file.writeBytes(new byte[] {'R', 'I', 'F', 'F'});
        file.writeBytes(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)});
        file.writeBytes(new byte[] {'W', 'E', 'B', 'P'});
        file.writeBytes(frame);
        return file.toByteArray();
    }
}
