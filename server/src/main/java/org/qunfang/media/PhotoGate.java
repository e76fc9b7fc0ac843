package org.qunfang.media;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The one way a photo enters: bytes that somebody sent become a small, upright JPEG that carries nothing but pixels.
 * Sizes are read from the header before anything is decoded. Blocks for up to some seconds of computing: call it on
 * the media workers, never on an event loop. Holds no state; safe for any number of threads.
 */
public final class PhotoGate {

    /** 10 MB. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    /** 24 megapixels. */
    public static final int MOST_PIXELS = 24_000_000;

    /** Longer side of the stored photo, in pixels. */
    public static final int FULL_SIDE = 2_048;

    /** Longer side of its thumbnail, in pixels. */
    public static final int THUMB_SIDE = 400;

    private static final float FULL_QUALITY = 0.85f;
    private static final float THUMB_QUALITY = 0.75f;

    /**
     * Checks and re-encodes one photo.
     *
     * @param bytes a JPEG, PNG or WebP file; its first bytes decide which
     * @throws org.qunfang.problem.Problem {@code photo-too-large} above 10 MB or 24 megapixels, {@code
     *     unsupported-media-type} for any other format, {@code photo-unreadable} with a {@code reason} of {@code
     *     truncated}, {@code damaged}, {@code animated}, {@code foreign-content} or {@code kind}
     */
    public Photo check(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw PhotoRefusal.tooManyBytes(bytes.length);
        }
        Picture picture = PhotoFormat.open(bytes);
        if ((long) picture.width() * picture.height() > MOST_PIXELS) {
            throw PhotoRefusal.tooManyPixels(picture.width(), picture.height());
        }
        ForeignContent.refuse(bytes, picture.end());
        Orientation orientation = Orientation.of(picture.exif());
        BufferedImage full = orientation.apply(shrink(decode(picture), FULL_SIDE));
        byte[] thumb = encode(shrink(full, THUMB_SIDE), THUMB_QUALITY);
        return new Photo(encode(full, FULL_QUALITY), thumb, full.getWidth(), full.getHeight());
    }

    private static BufferedImage decode(Picture picture) {
        ImageReader reader = reader(picture.format());
        try (ImageInputStream input = new ByteArrayImageInputStream(picture.bare())) {
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != picture.width() || reader.getHeight(0) != picture.height()) {
                throw PhotoRefusal.damaged();
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = step(picture);
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } catch (IOException | RuntimeException e) {
            // Image readers answer broken input with every kind of RuntimeException, NullPointerException included.
            throw PhotoRefusal.damaged();
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(PhotoFormat format) {
        return switch (format) {
            case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        };
    }

    /**
     * Every how many pixels one is decoded. At least the stored size remains, except for 16-bit colours, which no
     * phone sends: together a picture in memory stays below 70 MB.
     */
    private static int step(Picture picture) {
        int step = picture.longSide() / FULL_SIDE;
        return Math.max(1, picture.deep() ? step + 1 : step);
    }

    /** Down to a longer side of at most so many pixels, on white, halving first so that no pixel is skipped. */
    private static BufferedImage shrink(BufferedImage image, int side) {
        double scale = Math.min(1.0, side / (double) Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage smaller = image;
        while (smaller.getWidth() > 2 * width && smaller.getHeight() > 2 * height) {
            smaller = draw(smaller, smaller.getWidth() / 2, smaller.getHeight() / 2);
        }
        return draw(smaller, width, height);
    }

    private static BufferedImage draw(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] encode(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
