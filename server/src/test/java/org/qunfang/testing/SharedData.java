package org.qunfang.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data for tests, kept beside the project in ../shared/data. Where it is absent the test is skipped and says so;
 * under CI=true absence fails.
 */
public final class SharedData {

    private SharedData() {}

    /** The file or folder of that name, for example {@code boundaries/shenzhen_10districts_wgs84.geojson}. */
    public static Path path(String name) {
        Path path = projectRoot().resolveSibling("shared").resolve("data").resolve(name);
        if (!Files.exists(path)) {
            String message = "shared data is absent: ../shared/data/" + name;
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            assumeTrue(false, message);
        }
        return path;
    }

    /** The folder that holds mobile-api-spec, web and server, from wherever below it the tests run. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("mobile-api-spec"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("the tests run outside the project");
            }
        }
        return folder;
    }
}
