package org.qunfang.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

@Timeout(60)
class PhotoGateRefusesTest {

    private static final byte[] JPEG = SamplePhotos.file("jpeg", 64, 48);
    private static final byte[] PNG = SamplePhotos.file("png", 64, 48);

    private final PhotoGate gate = new PhotoGate();

    @Test
    void moreThanTenMegabytes() {
        assertRefused(Arrays.copyOf(JPEG, PhotoGate.MOST_BYTES + 1), ProblemType.PHOTO_TOO_LARGE, null);
        assertThat(gate.check(Arrays.copyOf(JPEG, PhotoGate.MOST_BYTES)).width())
                .isEqualTo(64);
    }

    @Test
    void aHeaderThatPromisesMoreThan24MegapixelsBeforeAnythingIsDecoded() {
        assertRefused(withJpegSize(60_000, 60_000), ProblemType.PHOTO_TOO_LARGE, null);
        assertRefused(withPngSize(6_001, 4_000), ProblemType.PHOTO_TOO_LARGE, null);
        assertRefused(withPngSize(Integer.MAX_VALUE, Integer.MAX_VALUE), ProblemType.PHOTO_TOO_LARGE, null);
        byte[] webp = SamplePhotos.resource("lossy.webp");
        webp[26] = webp[28] = (byte) 0xFF;
        webp[27] = webp[29] = 0x3F;
        assertRefused(webp, ProblemType.PHOTO_TOO_LARGE, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GIF89a\u0001\0\u0001\0",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "%PDF-1.7",
                "BM",
                "RIFF\4\0\0\0AVI "
            })
    void anyOtherFormat(String content) {
        assertRefused(latin1(content), ProblemType.UNSUPPORTED_MEDIA_TYPE, null);
    }

    @Test
    void everyFileThatWasCutOff() {
        for (byte[] whole : new byte[][] {JPEG, PNG, SamplePhotos.resource("lossy.webp")}) {
            for (int length = 12; length < whole.length; length++) {
                assertRefused(Arrays.copyOf(whole, length), ProblemType.PHOTO_UNREADABLE, "truncated");
            }
        }
    }

    @Test
    void animations() {
        assertRefused(SamplePhotos.resource("animated.webp"), ProblemType.PHOTO_UNREADABLE, "animated");
        byte[] apng = SamplePhotos.withChunk(PNG, "acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
        assertRefused(apng, ProblemType.PHOTO_UNREADABLE, "animated");
    }

    @ParameterizedTest
    @CsvSource({"SOF3, C3", "SOF9, C9"})
    void jpegKindsThatNoCameraWrites(String name, String marker) {
        byte[] jpeg = JPEG.clone();
        jpeg[frameAt(jpeg) + 1] = (byte) Integer.parseInt(marker, 16);
        assertThat(assertRefused(jpeg, ProblemType.PHOTO_UNREADABLE, "kind")
                        .detail()
                        .en())
                .contains(name);
    }

    @Test
    void fourInkColours() {
        byte[] jpeg = JPEG.clone();
        jpeg[frameAt(jpeg) + 9] = 4;
        assertThat(assertRefused(jpeg, ProblemType.PHOTO_UNREADABLE, "kind")
                        .detail()
                        .en())
                .contains("CMYK");
    }

    @Test
    void anArchiveADocumentAProgramOrAPageInDisguise() {
        byte[] zip = latin1("PK\u0003\u0004 content PK\u0005\u0006\0\0\0\0\1\0\1\0");
        assertHidden(SamplePhotos.concat(JPEG, zip), "ZIP");
        assertHidden(SamplePhotos.concat(PNG, zip), "ZIP");
        assertHidden(SamplePhotos.concat(SamplePhotos.resource("lossy.webp"), zip), "ZIP");
        assertHidden(SamplePhotos.withSegment(JPEG, 0xFE, latin1("%PDF-1.4 obj")), "PDF");
        assertHidden(SamplePhotos.withSegment(JPEG, 0xFE, latin1("*/=alert(1);/*<ScRiPt>")), "HTML");
        assertHidden(SamplePhotos.withChunk(PNG, "tEXt", latin1("Comment\0<?php system($_GET[0]);")), "HTML");
        assertHidden(SamplePhotos.concat(JPEG, latin1("MZ\u0090\0")), "EXE");
        assertHidden(SamplePhotos.concat(PNG, latin1("\u007FELF\2\1\1")), "EXE");
    }

    @Test
    void butAnAppendedFilmIsOnlyDropped() {
        byte[] film = latin1("\0\0\0\u0018ftypmp42 a motion photo");
        assertThat(gate.check(SamplePhotos.concat(JPEG, film)).width()).isEqualTo(64);
    }

    /** LibJPEG-turbo report LJT-01-004: each empty scan costs a pass over the whole picture. */
    @Test
    void thousandsOfScans() {
        byte[] progressive = SamplePhotos.progressiveJpeg(64, 48);
        assertThat(gate.check(progressive).width()).isEqualTo(64);
        int lastScan = lastIndexOf(progressive, 0xDA);
        byte[] scan = Arrays.copyOfRange(progressive, lastScan, progressive.length - 2);
        byte[] file = Arrays.copyOf(progressive, progressive.length - 2);
        for (int i = 0; i < 40; i++) {
            file = SamplePhotos.concat(file, scan);
        }
        file = SamplePhotos.concat(file, new byte[] {(byte) 0xFF, (byte) 0xD9});
        assertRefused(file, ProblemType.PHOTO_UNREADABLE, "damaged");
    }

    @ParameterizedTest
    @CsvSource({"lossless.webp, lossless", "alpha.webp, transparency"})
    void losslessWebpWhoseDecoderCouldBeMadeToFillTheHeap(String name, String kind) {
        Problem problem = assertRefused(SamplePhotos.resource(name), ProblemType.PHOTO_UNREADABLE, "kind");
        assertThat(problem.detail().en()).contains(kind);
    }

    @Test
    void aCanvasOfAnotherSizeThanItsPicture() {
        byte[] webp = SamplePhotos.resource("turned.webp");
        webp[24] = 0;
        assertRefused(webp, ProblemType.PHOTO_UNREADABLE, "damaged");
    }

    @Test
    void aPngWithAWrongChecksum() {
        byte[] png = PNG.clone();
        png[30]++;
        assertRefused(png, ProblemType.PHOTO_UNREADABLE, "damaged");
    }

    /** Whatever the bytes are, the answer is a photo or a problem, never a crash. */
    @Test
    void damageOfAnyKindIsAProblemAndNeverACrash() {
        Random random = new Random(42);
        byte[][] wholes = {
            SamplePhotos.withSegment(JPEG, 0xE1, SamplePhotos.exif(6)),
            PNG,
            SamplePhotos.withChunk(PNG, "eXIf", SamplePhotos.tiff(6)),
            SamplePhotos.resource("lossy.webp"),
            SamplePhotos.resource("turned.webp")
        };
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = damage(wholes[i % wholes.length], random);
            try {
                gate.check(damaged);
            } catch (Problem problem) {
                refused++;
                assertThat(problem.type().status()).isBetween(413, 422);
            }
        }
        assertThat(refused).isBetween(400, 3_900);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private void assertHidden(byte[] bytes, String what) {
        Problem problem = assertRefused(bytes, ProblemType.PHOTO_UNREADABLE, "foreign-content");
        assertThat(problem.detail().en()).contains(what);
        assertThat(problem.detail().zhCn()).contains(what);
    }

    private Problem assertRefused(byte[] bytes, ProblemType type, String reason) {
        Problem problem = catchThrowableOfType(Problem.class, () -> gate.check(bytes));
        assertThat(problem).as("refusal of %d bytes", bytes.length).isNotNull();
        assertThat(problem.type()).isEqualTo(type);
        assertThat(problem.toJson("en", "t").getString("reason")).isEqualTo(reason);
        return problem;
    }

    private static byte[] withJpegSize(int width, int height) {
        byte[] jpeg = JPEG.clone();
        ByteBuffer.wrap(jpeg).putShort(frameAt(jpeg) + 5, (short) height).putShort(frameAt(jpeg) + 7, (short) width);
        return jpeg;
    }

    private static byte[] withPngSize(int width, int height) {
        byte[] png = PNG.clone();
        CRC32 crc = new CRC32();
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        return png;
    }

    private static int frameAt(byte[] jpeg) {
        return indexOf(jpeg, 0xC0);
    }

    private static int indexOf(byte[] jpeg, int marker) {
        int at = 0;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) marker) {
            at++;
        }
        return at;
    }

    private static int lastIndexOf(byte[] jpeg, int marker) {
        int at = jpeg.length - 2;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) marker) {
            at--;
        }
        return at;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
