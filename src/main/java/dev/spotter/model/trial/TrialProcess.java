package dev.spotter.model.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One child process, as its parent sees it. Whatever becomes of it, the parent gets a report. */
final class TrialProcess implements AutoCloseable {
    private static final String END = "";
    private static final int MOST_WORDS = 16 * 1024;
    private static final int SIGNALLED = 128;
    private static final Pattern JAVA_SAYS_SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x");
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "bad_alloc|insufficient memory|Cannot allocate memory|OutOfMemoryError|Could not reserve enough space|length_error");

    private final Process process;
    private final Writer requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuffer words = new StringBuffer();
    private final Thread listener;

    TrialProcess(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("trial-answers").start(this::readAnswers);
        this.listener = Thread.ofPlatform().daemon().name("trial-words").start(this::readWords);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Has one subject tried, as the request says. After any other end than a report of the child itself, the child is gone. */
    TrialReport ask(String request, Path subject, long deadlineNanos) throws InterruptedException {
        try {
            requests.write(request + "\n");
            requests.flush();
        } catch (IOException e) {
            return death(subject);
        }
        String answer = answers.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (answer == null) {
            close();
            return TrialReport.refused(
                    subject.toString(),
                    TrialReport.TIMED_OUT,
                    subject.getFileName() + " was not done in time; its process was killed");
        }
        if (answer.equals(END)) {
            return death(subject);
        }
        try {
            return TrialReport.ofJson(answer);
        } catch (IOException e) {
            close();
            return TrialReport.refused(
                    subject.toString(),
                    TrialReport.ENDED,
                    "the child of the trial of %s answered what is no report".formatted(subject.getFileName()));
        }
    }

    private TrialReport death(Path subject) throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            close();
            process.waitFor();
        }
        listener.join(1_000);
        String said = words.toString();
        String name = subject.getFileName().toString();
        int status = process.exitValue();
        if (OUT_OF_MEMORY.matcher(said).find()) {
            return TrialReport.refused(
                    subject.toString(), TrialReport.OUT_OF_MEMORY, name + " needs more memory than a trial may have");
        }
        Optional<String> signal = signal(said, status);
        if (signal.isPresent()) {
            return TrialReport.refused(
                    subject.toString(),
                    TrialReport.CRASHED,
                    "%s killed the process that tried it (%s)".formatted(name, signal.get()));
        }
        return TrialReport.refused(
                subject.toString(),
                TrialReport.ENDED,
                "the process that tried %s ended with status %d and without a report%s"
                        .formatted(name, status, lastLine(said)));
    }

    private static Optional<String> signal(String said, int status) {
        Matcher java = JAVA_SAYS_SIGNAL.matcher(said);
        if (java.find()) {
            return Optional.of(java.group(1));
        }
        if (status <= SIGNALLED) {
            return Optional.empty();
        }
        return Optional.of(
                switch (status - SIGNALLED) {
                    case 4 -> "SIGILL";
                    case 6 -> "SIGABRT";
                    case 7 -> "SIGBUS";
                    case 8 -> "SIGFPE";
                    case 9 -> "SIGKILL";
                    case 11 -> "SIGSEGV";
                    default -> "signal " + (status - SIGNALLED);
                });
    }

    private static String lastLine(String said) {
        String[] lines = said.strip().split("\n");
        return lines[lines.length - 1].isBlank() ? "" : ": " + lines[lines.length - 1];
    }

    private void readAnswers() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    answers.add(line);
                } else {
                    hear(line + "\n"); // a dying Java virtual machine says why on its standard output
                }
            }
        } catch (IOException e) {
            // as good as an end
        }
        answers.add(END);
    }

    private void readWords() {
        try (InputStream stream = process.getErrorStream()) {
            byte[] block = new byte[4096];
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                hear(new String(block, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // what was said until now must do
        }
    }

    private void hear(String said) {
        // the cause stands at the start of what a dying process says
        if (words.length() < MOST_WORDS) {
            words.append(said);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
