package org.qunfang.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.file.FileTypeDirectory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.jpeg.HuffmanTablesDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoGateTest {

    private final PhotoGate gate = new PhotoGate();

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void aLargePhotoIsStoredWithItsLongerSideAt2048AndAThumbnailAt400(String format) {
        Photo photo = gate.check(SamplePhotos.file(format, 4_000, 3_000));
        assertThat(photo.width()).isEqualTo(2_048);
        assertThat(photo.height()).isEqualTo(1_536);
        assertSize(photo.full(), 2_048, 1_536);
        assertSize(photo.thumb(), 400, 300);
        assertCorners(photo.full(), "TL", "TR");
        assertCorners(photo.thumb(), "TL", "TR");
    }

    @Test
    void aSmallPhotoIsNotEnlarged() {
        Photo photo = gate.check(SamplePhotos.file("png", 40, 30));
        assertSize(photo.full(), 40, 30);
        assertSize(photo.thumb(), 40, 30);
    }

    @Test
    void aPhotoOneLineHighKeepsThatLine() {
        assertSize(gate.check(SamplePhotos.file("png", 9_000, 1)).full(), 2_048, 1);
    }

    @Test
    void webpIsRead() {
        Photo photo = gate.check(SamplePhotos.resource("lossy.webp"));
        assertSize(photo.full(), 64, 48);
        assertColor(photo.full(), "TL", Color.RED);
        assertColor(photo.full(), "BR", Color.BLUE);
    }

    @Test
    void transparencyBecomesWhite() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(
                0,
                0,
                32,
                48,
                Collections.nCopies(32 * 48, 0xFFFF0000).stream()
                        .mapToInt(i -> i)
                        .toArray(),
                0,
                32);
        Photo photo = gate.check(SamplePhotos.encode(image, "png"));
        assertColor(photo.full(), "TL", Color.RED);
        assertColor(photo.full(), "TR", Color.WHITE);
    }

    @Test
    void sixteenBitColoursAreRead() {
        ColorModel deep = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = deep.createCompatibleWritableRaster(3_000, 20);
        for (int x = 0; x < 3_000; x++) {
            for (int y = 0; y < 20; y++) {
                raster.setPixel(x, y, new int[] {65_535, 0, 0});
            }
        }
        Photo photo = gate.check(SamplePhotos.encode(new BufferedImage(deep, raster, false, null), "png"));
        assertSize(photo.full(), 1_500, 10);
        assertColor(photo.full(), "BR", Color.RED);
    }

    /** Where the stored upper left (red) and upper right (green) corners belong: the table in CIPA DC-008, 4.6.4. */
    @ParameterizedTest
    @CsvSource({"1,TL,TR", "2,TR,TL", "3,BR,BL", "4,BL,BR", "5,TL,BL", "6,TR,BR", "7,BR,TR", "8,BL,TL"})
    void thePhotoIsTurnedUpright(int orientation, String red, String green) {
        byte[] jpeg = SamplePhotos.withSegment(SamplePhotos.file("jpeg", 64, 48), 0xE1, SamplePhotos.exif(orientation));
        assertCorners(gate.check(jpeg).full(), red, green);
        byte[] png = SamplePhotos.withChunk(SamplePhotos.file("png", 64, 48), "eXIf", SamplePhotos.tiff(orientation));
        assertCorners(gate.check(png).full(), red, green);
    }

    @Test
    void aTurnedWebpIsTurnedUpright() {
        Photo photo = gate.check(SamplePhotos.resource("turned.webp"));
        assertSize(photo.full(), 48, 64);
        assertColor(photo.full(), "TR", Color.RED);
    }

    @Test
    void placeOwnerAndEveryOtherMetadataIsGone() throws Exception {
        byte[] comment = "SECRET-COMMENT".getBytes(StandardCharsets.ISO_8859_1);
        byte[] sent = SamplePhotos.withSegment(SamplePhotos.file("jpeg", 640, 480), 0xE1, SamplePhotos.exif(1));
        sent = SamplePhotos.withSegment(sent, 0xFE, comment);
        sent = SamplePhotos.concat(sent, "SECRET-APPENDIX".getBytes(StandardCharsets.ISO_8859_1));
        Metadata before = ImageMetadataReader.readMetadata(new ByteArrayInputStream(sent));
        assertThat(before.getFirstDirectoryOfType(GpsDirectory.class)
                        .getGeoLocation()
                        .getLatitude())
                .isBetween(22.7, 22.8);

        Photo photo = gate.check(sent);

        for (byte[] stored : new byte[][] {photo.full(), photo.thumb()}) {
            Metadata after = ImageMetadataReader.readMetadata(new ByteArrayInputStream(stored));
            assertThat(after.getDirectoriesOfType(ExifDirectoryBase.class)).isEmpty();
            assertThat(after.getDirectories())
                    .hasOnlyElementsOfTypes(
                            JpegDirectory.class,
                            JfifDirectory.class,
                            HuffmanTablesDirectory.class,
                            FileTypeDirectory.class);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("SECRET");
        }
    }

    @Test
    void aPngWithTextLosesIt() {
        byte[] text = "Author\0SECRET".getBytes(StandardCharsets.ISO_8859_1);
        Photo photo = gate.check(SamplePhotos.withChunk(SamplePhotos.file("png", 64, 48), "tEXt", text));
        assertThat(new String(photo.full(), StandardCharsets.ISO_8859_1)).doesNotContain("SECRET");
    }

    /** The server has 512 MB for everything; two photos at a time must leave it most of that. */
    @Test
    void twentyFourMegapixelsFitInASmallHeap(@TempDir Path folder) throws Exception {
        Path jpeg = Files.write(folder.resolve("a.jpg"), SamplePhotos.file("jpeg", 6_000, 4_000));
        Path png = Files.write(folder.resolve("b.png"), SamplePhotos.file("png", 6_000, 4_000));
        Path webp = Files.write(folder.resolve("c.webp"), SamplePhotos.resource("24megapixels.webp"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx80m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        jpeg.toString(),
                        png.toString(),
                        webp.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines()).containsExactly("2048x1365", "2048x1365", "2048x1365");
    }

    private static void assertSize(byte[] jpeg, int width, int height) {
        BufferedImage image = SamplePhotos.decode(jpeg);
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    private static void assertCorners(byte[] jpeg, String red, String green) {
        assertColor(jpeg, red, Color.RED);
        assertColor(jpeg, green, Color.GREEN);
    }

    /** @param corner T or B, then L or R */
    private static void assertColor(byte[] jpeg, String corner, Color expected) {
        BufferedImage image = SamplePhotos.decode(jpeg);
        int x = image.getWidth() * (corner.endsWith("L") ? 1 : 3) / 4;
        int y = image.getHeight() * (corner.startsWith("T") ? 1 : 3) / 4;
        Color found = new Color(image.getRGB(x, y));
        int distance = Math.abs(found.getRed() - expected.getRed())
                + Math.abs(found.getGreen() - expected.getGreen())
                + Math.abs(found.getBlue() - expected.getBlue());
        assertThat(distance)
                .as("%s at %s, expected %s", found, corner, expected)
                .isLessThan(30);
    }
}
