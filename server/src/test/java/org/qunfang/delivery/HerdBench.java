package org.qunfang.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everybody opens the page at once: warnings in force and the Atom feed, against a bare Vert.x handler that says hello. Each
 * server is a process of its own; load comes from one thread of this one over 64 kept connections ({@link BenchLoad}),
 * and they take turns.
 */
final class HerdBench {
    private static final int WARNINGS = 3;
    private static final long WARM_UP_MILLIS = 8_000;
    private static final long ROUND_MILLIS = 2_000;
    private static final int ROUNDS = 7;
    private static final double GOAL = 0.5;
    private static final String LIST = "/v1/warnings?active=true";
    private static final String ATOM = "/feeds/cap.atom";

    private HerdBench() {}

    private record Question(int port, String path, String headers) {
        double ask(long millis) throws IOException {
            return BenchLoad.run(port, path, headers, millis).perSecond();
        }
    }

    static void run(Map<String, String> environment, Path log) throws IOException {
        System.out.println("warnings in force and the Atom feed, a thread of Java NIO with 64 connections");
        try (BenchProcess product = BenchProcess.start(BenchServer.APP, environment, log);
                BenchProcess hello = BenchProcess.start(BenchServer.HELLO, Map.of(), log)) {
            BenchWarning officers = new BenchWarning(product.port());
            for (int i = 0; i < WARNINGS; i++) {
                officers.approve(officers.submitted());
            }
            Map<String, Question> questions = questions(officers, product.port(), hello.port());
            for (Question question : questions.values()) {
                question.ask(WARM_UP_MILLIS);
            }
            print(measure(questions));
        }
    }

    private static Map<String, Question> questions(BenchWarning officers, int product, int hello) {
        Map<String, Question> questions = new LinkedHashMap<>();
        questions.put("bare hello", new Question(hello, "/", ""));
        for (String path : new String[] {LIST, ATOM}) {
            String tag = officers.tag(path);
            questions.put(path, new Question(product, path, ""));
            questions.put(path + ", gzip", new Question(product, path, "Accept-Encoding: gzip\r\n"));
            questions.put(path + ", not modified", new Question(product, path, "If-None-Match: " + tag + "\r\n"));
        }
        return questions;
    }

    private static Map<String, double[]> measure(Map<String, Question> questions) throws IOException {
        Map<String, double[]> nameToRates = new LinkedHashMap<>();
        questions.keySet().forEach(name -> nameToRates.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Question> each : questions.entrySet()) {
                nameToRates.get(each.getKey())[round] = each.getValue().ask(ROUND_MILLIS);
            }
        }
        return nameToRates;
    }

    private static void print(Map<String, double[]> nameToRates) {
        double bare = 0;
        for (Map.Entry<String, double[]> each : nameToRates.entrySet()) {
            double[] rates = each.getValue();
            Arrays.sort(rates);
            double median = rates[ROUNDS / 2];
            if (bare == 0) {
                bare = median;
                System.out.printf(Locale.ROOT, "  %-46s %,8.0f requests/s%n", each.getKey(), median);
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "  %-46s %,8.0f requests/s, %3.0f %% (goal %.0f %%)%n",
                        each.getKey(),
                        median,
                        100 * median / bare,
                        100 * GOAL);
            }
        }
    }
}
