package org.qunfang.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The other end of a {@link BenchServer}: 512 MB of heap, held from the start, so that what grows is seen. */
final class BenchProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final int port;

    /** Bytes of heap in use after collecting, and of memory held in all. */
    record Memory(long heap, long resident) {}

    private BenchProcess(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
        this.questions = new PrintStream(process.getOutputStream(), true);
        this.port = Integer.parseInt(answer("port ")[0]);
    }

    static BenchProcess start(String kind, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName(), kind));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new BenchProcess(builder.start());
    }

    private String[] answer(String word) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).split(" ");
            }
        }
        throw new IOException("the measured process ended; see its log");
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Memory memory() throws IOException {
        questions.println("memory");
        String[] numbers = answer("memory ");
        return new Memory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    @Override
    public void close() {
        questions.close();
        process.destroy();
    }
}
