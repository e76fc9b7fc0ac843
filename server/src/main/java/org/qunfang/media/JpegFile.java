package org.qunfang.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes a JPEG file apart (ITU-T T.81 annex B). Only the segments that decoding needs are kept: application segments
 * hold metadata, thumbnails and colour profiles, and each of them has been a way into some decoder.
 */
final class JpegFile {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int DRI = 0xDD;
    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF15 = 0xCF;
    private static final int JPG = 0xC8;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final String EXIF = "Exif\0\0";
    /** A picture from a camera has about ten scans; thousands of empty ones keep a decoder busy for hours. */
    private static final int MOST_SCANS = 32;

    private final byte[] bytes;
    private final ByteArrayOutputStream bare;
    private int width;
    private int height;
    private int scans;
    private byte[] exif;

    JpegFile(byte[] bytes) {
        this.bytes = bytes;
        this.bare = new ByteArrayOutputStream(bytes.length);
    }

    Picture read() {
        writeMarker(SOI);
        int at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = Bytes.u8(bytes, at);
            if (marker == EOI) {
                break;
            }
            int end = at + 1 + Bytes.u16(bytes, at + 1);
            if (end > bytes.length) {
                throw PhotoRefusal.truncated();
            }
            readSegment(marker, at + 3, end);
            at = marker == SOS ? copyEntropyCodedData(end) : end;
        }
        if (width == 0 || scans == 0) {
            throw PhotoRefusal.damaged();
        }
        writeMarker(EOI);
        return new Picture(PhotoFormat.JPEG, width, height, false, bare.toByteArray(), exif, at + 1);
    }

    /** The position of the marker's code, after any number of fill bytes (B.1.1.2). */
    private int nextMarker(int from) {
        int at = from;
        if (Bytes.u8(bytes, at) != 0xFF) {
            throw PhotoRefusal.damaged();
        }
        while (Bytes.u8(bytes, at) == 0xFF) {
            at++;
        }
        return at;
    }

    private void readSegment(int marker, int from, int end) {
        if (marker == 0 || marker == SOI || end < from) {
            throw PhotoRefusal.damaged();
        }
        if (marker == DQT || marker == DHT || marker == DRI) {
            copySegment(marker, from, end);
        } else if (marker == SOS) {
            if (++scans > MOST_SCANS || width == 0) {
                throw PhotoRefusal.damaged();
            }
            copySegment(marker, from, end);
        } else if (marker >= SOF0 && marker <= SOF15 && marker != JPG && marker != DAC) {
            readFrame(marker, from, end);
        } else if (marker == APP1 && exif == null && Bytes.startsWith(bytes, from, EXIF)) {
            exif = Arrays.copyOfRange(bytes, from + EXIF.length(), end);
        } else if (marker == APP0 && Bytes.startsWith(bytes, from, "JFIF\0") && bare.size() == 2) {
            writeJfif();
        } else if (marker == APP14 && Bytes.startsWith(bytes, from, "Adobe")) {
            copySegment(marker, from, end);
        }
    }

    private void readFrame(int marker, int from, int end) {
        if (width != 0 || end - from < 6) {
            throw PhotoRefusal.damaged();
        }
        int components = Bytes.u8(bytes, from + 5);
        if (marker > SOF2) {
            throw PhotoRefusal.unsupportedKind("JPEG SOF" + (marker - SOF0));
        }
        if (Bytes.u8(bytes, from) != 8) {
            throw PhotoRefusal.unsupportedKind("JPEG " + Bytes.u8(bytes, from) + " bit");
        }
        if (components != 1 && components != 3) {
            throw PhotoRefusal.unsupportedKind(components == 4 ? "JPEG CMYK" : "JPEG " + components + " channels");
        }
        height = Bytes.u16(bytes, from + 1);
        width = Bytes.u16(bytes, from + 3);
        if (width == 0 || height == 0) {
            throw PhotoRefusal.damaged();
        }
        copySegment(marker, from, end);
    }

    /** Copies a scan up to the next marker that is neither a stuffed byte nor a restart (B.1.1.5). */
    private int copyEntropyCodedData(int from) {
        int at = from;
        while (Bytes.u8(bytes, at) != 0xFF || isInsideScan(Bytes.u8(bytes, at + 1))) {
            at++;
        }
        bare.write(bytes, from, at - from);
        return at;
    }

    private static boolean isInsideScan(int code) {
        return code == 0 || code >= 0xD0 && code <= 0xD7;
    }

    private void copySegment(int marker, int from, int end) {
        writeMarker(marker);
        bare.write(bytes, from - 2, end - from + 2);
    }

    private void writeMarker(int marker) {
        bare.write(0xFF);
        bare.write(marker);
    }

    /** The plainest JFIF header: it says that colours are YCbCr, and nothing about who, where or when. */
    private void writeJfif() {
        writeMarker(APP0);
        bare.writeBytes(new byte[] {0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
    }
}
