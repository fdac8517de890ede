package dev.spotter.model.trial;

import dev.spotter.model.ModelException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child process that runs what is not trusted yet, as its parent sees it: limited in memory, told no secret, and asked a
 * line at a time ({@link LineService}). Whatever becomes of it, the parent gets an answer or a reason. Used by one thread at
 * a time.
 */
public final class LimitedProcess implements AutoCloseable {
    private static final String END = "";
    private static final int MOST_WORDS = 16 * 1024;
    private static final int SIGNALLED = 128;
    private static final Pattern JAVA_SAYS_SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) \\(0x");
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "bad_alloc|insufficient memory|Cannot allocate memory|OutOfMemoryError|Could not reserve enough space|length_error");
    private static final Set<String> KEPT_ENVIRONMENT =
            Set.of("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "HOME", "TMPDIR");

    private final Process process;
    private final Writer requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StringBuffer words = new StringBuffer();
    private final Thread listener;

    private LimitedProcess(Process process) {
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("trial-answers").start(this::readAnswers);
        this.listener = Thread.ofPlatform().daemon().name("trial-words").start(this::readWords);
    }

    /**
     * Starts one.
     *
     * @param memoryBytes private memory that it may have (RLIMIT_DATA), where prlimit is installed
     * @param command the program and its arguments
     * @throws ModelException {@link TrialReport#NOT_STARTED}
     */
    public static LimitedProcess start(long memoryBytes, List<String> command) {
        List<String> whole = new ArrayList<>();
        prlimit().ifPresent(tool -> whole.addAll(List.of(tool.toString(), "--data=" + memoryBytes, "--core=0", "--")));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        try {
            return new LimitedProcess(builder.start());
        } catch (IOException e) {
            throw new ModelException(
                    TrialReport.NOT_STARTED, "the process of a trial cannot be started: " + e.getMessage(), e);
        }
    }

    /** What is wrong now: {@code trial-memory-unlimited} where util-linux's prlimit is not installed. */
    static Map<String, String> problems() {
        return prlimit().isPresent()
                ? Map.of()
                : Map.of(
                        "trial-memory-unlimited",
                        "the memory of trials is not limited, because prlimit is not installed (Debian: apt-get install util-linux)");
    }

    private static Optional<Path> prlimit() {
        return Stream.of("/usr/bin/prlimit", "/bin/prlimit")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it can be asked again. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Asks it something.
     *
     * @param request a line
     * @param name what is tried, for the sentence that says what became of it
     * @param deadlineNanos of {@link System#nanoTime()}; a child that has not answered by then is killed
     * @return its answer, a line that begins with a brace
     * @throws ModelException where there is none: {@link TrialReport#TIMED_OUT}, {@link TrialReport#OUT_OF_MEMORY},
     *     {@link TrialReport#CRASHED} or {@link TrialReport#ENDED}; the child is gone then
     */
    public String ask(String request, String name, long deadlineNanos) throws InterruptedException {
        try {
            requests.write(request + "\n");
            requests.flush();
        } catch (IOException e) {
            throw death(name);
        }
        String answer = answers.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (answer == null) {
            close();
            throw new ModelException(TrialReport.TIMED_OUT, name + " was not done in time; its process was killed");
        }
        if (answer.equals(END)) {
            throw death(name);
        }
        return answer;
    }

    private ModelException death(String name) throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            close();
            process.waitFor();
        }
        listener.join(1_000);
        String said = words.toString();
        int status = process.exitValue();
        if (OUT_OF_MEMORY.matcher(said).find()) {
            return new ModelException(TrialReport.OUT_OF_MEMORY, name + " needs more memory than a trial may have");
        }
        Optional<String> signal = signal(said, status);
        if (signal.isPresent()) {
            return new ModelException(
                    TrialReport.CRASHED, "%s killed the process that tried it (%s)".formatted(name, signal.get()));
        }
        return new ModelException(
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
