package org.qunfang.media;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** How the camera was held: EXIF tag 0112, values 1 to 8 (CIPA DC-008, 4.6.4). */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    MIRRORED_ON_ITS_LEFT(true, false, false),
    ON_ITS_LEFT(true, false, true),
    MIRRORED_ON_ITS_RIGHT(true, true, true),
    ON_ITS_RIGHT(true, true, false);

    /** An orientation stands within the first directory; a block beyond this size is no camera's. */
    private static final int MOST_EXIF_BYTES = 65_536;

    private final boolean swapsSides;
    private final boolean fromRight;
    private final boolean fromBottom;

    /**
     * @param swapsSides whether columns of the upright picture are rows of the stored one
     * @param fromRight whether the stored columns are read from the right
     * @param fromBottom whether the stored rows are read from the bottom
     */
    Orientation(boolean swapsSides, boolean fromRight, boolean fromBottom) {
        this.swapsSides = swapsSides;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** @param exif a TIFF structure, null or broken ones mean upright */
    static Orientation of(byte[] exif) {
        if (exif == null) {
            return UPRIGHT;
        }
        Metadata metadata = new Metadata();
        new ExifReader()
                .extract(new ByteArrayReader(Arrays.copyOf(exif, Math.min(exif.length, MOST_EXIF_BYTES))), metadata);
        Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null || value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
    }

    /** @param stored of TYPE_INT_RGB */
    BufferedImage apply(BufferedImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int storedWidth = stored.getWidth();
        int storedHeight = stored.getHeight();
        int width = swapsSides ? storedHeight : storedWidth;
        int height = swapsSides ? storedWidth : storedHeight;
        BufferedImage upright = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] from = ((DataBufferInt) stored.getRaster().getDataBuffer()).getData();
        int[] to = ((DataBufferInt) upright.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swapsSides ? y : x;
                int row = swapsSides ? x : y;
                column = fromRight ? storedWidth - 1 - column : column;
                row = fromBottom ? storedHeight - 1 - row : row;
                to[y * width + x] = from[row * storedWidth + column];
            }
        }
        return upright;
    }
}
