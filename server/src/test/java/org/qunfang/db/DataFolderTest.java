package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTest {
    @ParameterizedTest
    @CsvSource({"1024, 128, 512", "2048, 256, 1024", "24576, 3072, 12288", "262144, 4096, 131072"})
    void aNewDatabaseIsSizedForItsMachine(long machineMegabytes, long buffers, long cache) {
        assertThat(DataFolder.memorySettings(machineMegabytes << 20))
                .containsExactly("shared_buffers=" + buffers + "MB", "effective_cache_size=" + cache + "MB");
    }
}
