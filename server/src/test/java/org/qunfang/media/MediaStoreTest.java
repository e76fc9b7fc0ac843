package org.qunfang.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStoreTest {

    @TempDir
    Path folder;

    private MediaStore store;

    @BeforeEach
    void open() {
        store = new MediaStore(folder.resolve("new/media"));
    }

    @Test
    void whatIsKeptIsFoundUnderItsKey() throws IOException {
        byte[] picture = {1, 2, 3};
        String key = store.keep(picture);
        assertThat(key).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81.jpg");
        assertThat(Files.readAllBytes(store.path(key))).isEqualTo(picture);
    }

    @Test
    void theSamePictureIsKeptOnceAlsoWhenManySendItAtOnce() throws Exception {
        byte[] picture = new byte[100_000];
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<String> keep = () -> store.keep(picture);
        List<Future<String>> keys =
                threads.invokeAll(IntStream.range(0, 32).mapToObj(i -> keep).toList());
        for (Future<String> key : keys) {
            assertThat(Files.size(store.path(key.get()))).isEqualTo(100_000);
        }
        threads.shutdown();
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../secret",
                "/etc/passwd",
                "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
                "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81.jpg/../x",
                "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81.jpg",
                "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81.jpg\n"
            })
    void whatIsNoKeyIsNoPath(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.path(key));
    }

    @Test
    void nothingButWholePicturesIsLeftBehind() throws IOException {
        for (byte i = 0; i < 20; i++) {
            store.keep(new byte[] {i});
        }
        assertThat(files())
                .hasSize(20)
                .allSatisfy(file -> assertThat(file.toString()).endsWith(".jpg"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
