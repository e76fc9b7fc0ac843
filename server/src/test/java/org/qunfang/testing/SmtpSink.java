package org.qunfang.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A mail server on this machine that keeps what it is given: as much of RFC 5321 as a client needs. */
public final class SmtpSink implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    /** The recipient's address → the answer to it. */
    private volatile UnaryOperator<String> door = recipient -> "250 OK";

    private volatile boolean mute;

    /** @param data headers and body as they came */
    public record Mail(String recipient, String data) {}

    public SmtpSink() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start("smtp-sink", this::accept);
    }

    public String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort() + "?from=qunfang@example.org";
    }

    public List<Mail> mails() {
        return mails;
    }

    /** What is said to each recipient from now on, such as {@code 550 no such mailbox}. */
    public void answer(UnaryOperator<String> reply) {
        this.door = reply;
    }

    /** Takes connections and says nothing. */
    public void mute(boolean silent) {
        this.mute = silent;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                start("smtp-session", () -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            if (mute) {
                in.readLine();
                return;
            }
            say(out, "220 sink");
            List<String> recipients = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(java.util.Locale.ROOT);
                if (command.startsWith("RCPT TO:")) {
                    String recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    String answer = door.apply(recipient);
                    if (answer.startsWith("250")) {
                        recipients.add(recipient);
                    }
                    say(out, answer);
                } else if (command.equals("DATA")) {
                    say(out, "354 go on");
                    String data = data(in);
                    recipients.forEach(recipient -> mails.add(new Mail(recipient, data)));
                    recipients.clear();
                    say(out, "250 kept");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 OK");
                }
            }
        } catch (IOException gone) {
            // The client went away.
        }
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            data.append(line).append('\n');
        }
        return data.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
