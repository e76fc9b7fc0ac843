package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A model made of a few words, kept as bytes and read again. */
class SuggestionModelTest {
    private static final String MESSAGE = "楼道里有煤气味 and the water is rising";

    @Test
    void theSameExamplesMakeTheSameModel() {
        assertThat(SuggestionModelFile.write(model())).isEqualTo(SuggestionModelFile.write(model()));
        assertThat(model().confidences(MESSAGE)).isEqualTo(model().confidences(MESSAGE));
    }

    @Test
    void namesOfALabelTellItApartWhereNoExampleDoes() {
        SuggestionModel model = model();

        assertThat(model.confidences("内涝")[0]).as("a name of flooding").isGreaterThan(model.confidences("内涝")[1]);
        assertThat(model.confidences("燃气泄漏")[1]).as("a name of gas").isGreaterThan(model.confidences("燃气泄漏")[0]);
    }

    @Test
    void ofWordsItKnowsNothingAboutNothingIsSaid() {
        assertThat(model().worthSaying("!!! 12345")).isEmpty();
        assertThat(model().worthSaying("龘龘龘")).isEmpty();
    }

    @Test
    void aStoredModelIsTheSame() throws IOException {
        SuggestionModel read = SuggestionModelFile.read(SuggestionModelFile.write(model()));

        assertThat(read.labels()).isEqualTo(model().labels());
        assertThat(read.confidences(MESSAGE)).isEqualTo(model().confidences(MESSAGE));
        assertThat(read.threshold()).isEqualTo(model().threshold());
    }

    /** Stored before models held back. */
    @Test
    void aModelOfTheFormatOfBeforeIsReadWithoutCaution() throws IOException {
        SuggestionModel model = model();
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(SuggestionModelFile.write(model))).readAllBytes();
        int tail = plain.length - 3 * Double.BYTES;
        ByteBuffer before = ByteBuffer.allocate(plain.length - 2 * Double.BYTES)
                .put(plain, 0, tail)
                .put(plain, plain.length - Double.BYTES, Double.BYTES)
                .putInt(4, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(before.array());
        }

        SuggestionModel read = SuggestionModelFile.read(bytes.toByteArray());

        assertThat(read.caution()).isEqualTo(SuggestionCaution.NONE);
        assertThat(read.threshold()).isEqualTo(model.threshold());
        assertThat(read.scale()).isEqualTo(model.scale());
    }

    @Test
    void damageIsToldWhereverItIs() {
        byte[] whole = SuggestionModelFile.write(model());

        for (int length = 0; length < whole.length; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SuggestionModelFile.read(cut))
                    .as("cut after " + length)
                    .isInstanceOf(IOException.class);
        }
        for (int at = 10; at < whole.length; at += 61) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0xff;
            assertThatThrownBy(() -> SuggestionModelFile.read(changed))
                    .as("changed at " + at)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> SuggestionModelFile.read("no model".getBytes()))
                .isInstanceOf(IOException.class);
    }

    static SuggestionModel model() {
        List<SuggestionExample> examples = new ArrayList<>();
        IntStream.range(0, 15).forEach(at -> {
            examples.add(new SuggestionExample("路上积水很深，车开不过去" + "一二三四五六七八九十百千万亿兆".charAt(at), "flooding"));
            examples.add(new SuggestionExample("Strong smell in the stairs " + (char) ('a' + at) + "x", "gas-smell"));
            examples.add(new SuggestionExample("厨房里有怪味，嘶嘶响" + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰".charAt(at), "gas-smell"));
        });
        SuggestionTraining training = new SuggestionTraining(
                List.of("flooding", "gas-smell"),
                Map.of("flooding", Set.of("积水、内涝"), "gas-smell", Set.of("燃气泄漏"), "other", Set.of("其他")));
        return SuggestionCalibration.train(training, training.prepare(examples), List.of(), 0.95, 1, () -> {});
    }
}
