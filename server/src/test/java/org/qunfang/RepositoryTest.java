package org.qunfang;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every file that is handed out, and what the README promises. */
class RepositoryTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_LINES = 350;

    /** Made by tools, or a person's own. */
    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "node_modules", "dist", "data", "test-results", "playwright-report", ".idea");

    /** A folder of one machine, or the host of one package registry: both are somebody's own, not the product's. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?<![\\w.}/)-])/(work|root|home|Users)/\\w|registry\\.npm|repo1?\\.maven|npmmirror|deb\\.debian\\.|pypi\\.org");

    @Test
    void theReadmeGivesExactlyTwoCommandsAndBothExist() throws IOException {
        List<String> commands = Pattern.compile("(?m)^ {4}(\\S+)$")
                .matcher(readme())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(commands).containsExactly("ops/run", "ops/test");
        assertThat(commands)
                .allSatisfy(command -> assertThat(ROOT.resolve(command)).isExecutable());
    }

    @Test
    void theReadmeShowsOnePictureAndEveryFolder() throws IOException {
        assertThat(Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)").matcher(readme()).results())
                .singleElement()
                .satisfies(picture -> assertThat(ROOT.resolve(picture.group(1))).isRegularFile());
        try (Stream<Path> top = Files.list(ROOT)) {
            assertThat(top.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.startsWith(".") && !NOT_OURS.contains(name)))
                    .allSatisfy(name -> assertThat(readme()).contains("](" + name + "/)"));
        }
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
        List<String> broken = new ArrayList<>();
        for (Path document : files(ROOT)) {
            if (document.toString().endsWith(".md")) {
                link.matcher(Files.readString(document))
                        .results()
                        .map(match -> match.group(1))
                        .filter(target -> !Files.exists(document.resolveSibling(target)))
                        .forEach(target -> broken.add(ROOT.relativize(document) + " → " + target));
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDependencyHasItsLine() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/dependencies.md"));
        Set<String> dependencies = new TreeSet<>();
        Pattern.compile("<dependency>\\s*<groupId>(?!org\\.qunfang)[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>")
                .matcher(withoutManagement(Files.readString(ROOT.resolve("server/pom.xml"))))
                .results()
                .forEach(match -> dependencies.add(match.group(1)));
        for (String file : List.of("mobile-api-spec/package.json", "web/package.json")) {
            JsonObject json = new JsonObject(Files.readString(ROOT.resolve(file)));
            dependencies.addAll(
                    json.getJsonObject("dependencies", new JsonObject()).fieldNames());
            dependencies.addAll(json.getJsonObject("devDependencies").fieldNames());
        }
        assertThat(dependencies)
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static String withoutManagement(String pom) {
        return pom.substring(pom.indexOf("</dependencyManagement>"));
    }

    @Test
    void everySettingStandsInTheOperatorsTable() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operator.md"));
        String settings = Files.readString(ROOT.resolve("server/src/main/java/org/qunfang/settings/Settings.java"));
        List<String> read = Pattern.compile("\"((QUNFANG|DATABASE|GOOGLE)_[A-Z_]+)\"")
                .matcher(settings)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|")
                        .matcher(page)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void noFileNamesOneMachinesFoldersOrAPackageRegistry() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(ROOT)) {
            FOREIGN.matcher(text(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(match -> !file.endsWith("RepositoryTest.java"))
                    .forEach(match -> found.add(ROOT.relativize(file) + ": " + match));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanOneCanReadInOneGo() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (String folder : List.of("server/src/main/java", "web/src")) {
            for (Path file : files(ROOT.resolve(folder))) {
                long lines = text(file).lines().count();
                if (lines > MOST_LINES && !isATable(file)) {
                    tooLong.add(ROOT.relativize(file) + ": " + lines);
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /** Texts per language, and types made out of the contract: looked up, not read. */
    private static boolean isATable(Path file) {
        return file.startsWith(ROOT.resolve("web/src/i18n")) || file.endsWith("contract.d.ts");
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    /** Empty for a picture and everything else that is no UTF-8. */
    private static String text(Path file) throws IOException {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException binary) {
            return "";
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                return NOT_OURS.contains(each.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                // In a second checkout .git is a file that names the first one's folder.
                if (!NOT_OURS.contains(each.getFileName().toString())) {
                    files.add(each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
