package org.qunfang.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads variables and remembers every reason why one cannot be used, so that the operator sees them all at once. */
final class Environment {
    private static final String HOST_NAME = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    int port(String name, int otherwise) {
        return number(name, otherwise, 0, 65535);
    }

    int number(String name, int otherwise, int least, int most) {
        return parsed(name, text -> integer(text, least, most)).orElse(otherwise);
    }

    boolean flag(String name) {
        return parsed(name, Environment::trueOrFalse).orElse(false);
    }

    Path folder(String name, Path otherwise) {
        return parsed(name, Environment::usableFolder)
                .orElseGet(() -> otherwise.toAbsolutePath().normalize());
    }

    Optional<Path> file(String name) {
        return parsed(name, Environment::readableFile);
    }

    Optional<URI> url(String name, Set<String> schemes) {
        return parsed(name, text -> webAddress(text, schemes));
    }

    Optional<URI> hostAndPort(String name) {
        return parsed(name, Environment::plainHttp);
    }

    List<Network> networks(String name) {
        return parsed(
                        name,
                        text -> Arrays.stream(text.split(","))
                                .map(each -> Network.parse(each.strip()))
                                .toList())
                .orElse(List.of());
    }

    /** A variable set to nothing counts as not set: that is how compose files and shells leave one out. */
    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        asked.add(name);
        String text = variables.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException refusal) {
            refuse(name, refusal.getMessage());
            return Optional.empty();
        }
    }

    void refuse(String name, String reason) {
        problems.add(name + " " + reason);
    }

    /** Names of ours that nobody asked for: misspelt, or of another version. */
    List<String> unknown() {
        return variables.keySet().stream()
                .filter(name -> name.startsWith("QUNFANG_") && !asked.contains(name))
                .sorted()
                .toList();
    }

    void throwIfRefused() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    private static int integer(String text, int least, int most) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("is \"" + text + "\"; it must be a number within " + least + "–" + most);
        }
        return Integer.parseInt(text);
    }

    private static boolean trueOrFalse(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("is \"" + text + "\"; it must be true or false");
        }
        return text.equals("true");
    }

    private static Path usableFolder(String text) {
        if (text.contains("://")) {
            throw new IllegalArgumentException("is " + text + ", an address; a folder is needed");
        }
        Path folder = path(text);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("is " + folder + ", which is not a folder");
        }
        return folder;
    }

    private static Path readableFile(String text) {
        Path file = path(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("is " + file + ", which is not a file that can be read");
        }
        return file;
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException refusal) {
            throw new IllegalArgumentException("is not a path: " + refusal.getReason(), refusal);
        }
    }

    private static URI webAddress(String text, Set<String> schemes) {
        URI url;
        try {
            url = URI.create(text.replaceAll("/+$", ""));
        } catch (IllegalArgumentException unparsable) {
            throw new IllegalArgumentException("is not a URL", unparsable);
        }
        if (url.getScheme() == null || !schemes.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("must be a URL with a host that begins with "
                    + String.join(":// or ", new TreeSet<>(schemes)) + "://");
        }
        return url;
    }

    private static URI plainHttp(String text) {
        String[] parts = text.split(":", 2);
        if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).matches(HOST_NAME)) {
            throw new IllegalArgumentException("is \"" + text + "\"; it must be host:port");
        }
        return URI.create("http://" + parts[0] + ":" + integer(parts[1], 1, 65535));
    }
}
