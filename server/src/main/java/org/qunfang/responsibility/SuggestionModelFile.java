package org.qunfang.responsibility;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A model as bytes: numbers only, so that reading one cannot run anything; gzip's checksum tells damage. */
final class SuggestionModelFile {
    private static final int MAGIC = 0x51465347;
    private static final int FORMAT = 2;
    /** Without caution: models of before are read as they were. */
    private static final int FORMAT_OF_BEFORE = 1;

    static final int MOST_LABELS = 1_000;
    private static final int MOST_PIECES = 1_000_000;

    private SuggestionModelFile() {}

    static byte[] write(SuggestionModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(model.labels().size());
            for (String label : model.labels()) {
                out.writeUTF(label);
            }
            write(out, model.vocabulary());
            write(out, model.rarity());
            write(out, model.weights());
            write(out, model.knowledge());
            write(out, model.shares());
            out.writeDouble(model.scale());
            out.writeDouble(model.caution().enough());
            out.writeDouble(model.caution().power());
            out.writeDouble(model.threshold());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, SuggestionIndex index) throws IOException {
        out.writeInt(index.size());
        for (int place = 0; place < index.size(); place++) {
            out.writeLong(index.key(place));
        }
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        for (float each : values) {
            out.writeFloat(each);
        }
    }

    /** @throws IOException for bytes that are no model, or a damaged one */
    static SuggestionModel read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            int format = in.readInt() == MAGIC ? in.readInt() : 0;
            if (format != FORMAT && format != FORMAT_OF_BEFORE) {
                throw new IOException("no model of this format");
            }
            List<String> labels = new ArrayList<>();
            for (int left = count(in, MOST_LABELS); left > 0; left--) {
                labels.add(in.readUTF());
            }
            SuggestionIndex vocabulary = readIndex(in);
            float[] rarity = readFloats(in, vocabulary.size());
            float[] weights = readFloats(in, (vocabulary.size() + labels.size() + 1L) * labels.size());
            SuggestionIndex knowledge = readIndex(in);
            float[] shares = readFloats(in, (long) knowledge.size() * labels.size());
            SuggestionModel model = new SuggestionModel(
                    List.copyOf(labels),
                    vocabulary,
                    rarity,
                    weights,
                    knowledge,
                    shares,
                    readPositive(in),
                    format == FORMAT_OF_BEFORE ? SuggestionCaution.NONE : readCaution(in),
                    readPositive(in));
            if (in.read() >= 0
                    || model.threshold() < SuggestionCalibration.LEAST_THRESHOLD
                    || model.threshold() > SuggestionCalibration.NEVER) {
                throw new IOException("more than a model, or an impossible threshold");
            }
            return model;
        }
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > most) {
            throw new IOException("an impossible count: " + count);
        }
        return count;
    }

    private static SuggestionIndex readIndex(DataInputStream in) throws IOException {
        int size = count(in, MOST_PIECES);
        SuggestionIndex index = new SuggestionIndex(size);
        for (int place = 0; place < size; place++) {
            if (index.put(in.readLong()) != place) {
                throw new IOException("a piece that stands there twice");
            }
        }
        return index;
    }

    private static float[] readFloats(DataInputStream in, long count) throws IOException {
        if (count > SuggestionStore.MOST_BYTES) {
            throw new IOException("an impossible count: " + count);
        }
        float[] values = new float[(int) count];
        for (int at = 0; at < values.length; at++) {
            values[at] = in.readFloat();
            if (!Float.isFinite(values[at])) {
                throw new IOException("a weight that is no number");
            }
        }
        return values;
    }

    private static SuggestionCaution readCaution(DataInputStream in) throws IOException {
        SuggestionCaution caution = new SuggestionCaution(in.readDouble(), in.readDouble());
        if (!(caution.enough() >= 0 && caution.enough() < Double.POSITIVE_INFINITY)
                || !(caution.power() >= 0 && caution.power() <= SuggestionCaution.MOST_POWER)) {
            throw new IOException("an impossible caution: " + caution);
        }
        return caution;
    }

    private static double readPositive(DataInputStream in) throws IOException {
        double value = in.readDouble();
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IOException("an impossible scale or threshold: " + value);
        }
        return value;
    }
}
