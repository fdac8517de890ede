package dev.spotter.capture.camera;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * The last lines that a child has written to its standard error, without what must not be told. A child may write without
 * end and without line breaks: no more than a few short lines are kept, and what is longer is cut.
 */
final class LastWords {
    private static final int LINES = 4;
    private static final int LONGEST_READ = 4096;
    private static final int LONGEST_TOLD = 300;
    private static final int PATIENCE_MILLIS = 500;

    private final Secrets secrets;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread listener;

    /** Begins to listen on a thread of its own, which ends with the stream. */
    LastWords(InputStream stream, Secrets secrets, String threadName) {
        this.secrets = secrets;
        this.listener = Thread.ofPlatform().daemon().name(threadName).start(() -> listen(stream));
    }

    private void listen(InputStream stream) {
        byte[] block = new byte[LONGEST_READ];
        byte[] line = new byte[LONGEST_READ];
        int length = 0;
        try (stream) {
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                for (int i = 0; i < read; i++) {
                    if (block[i] == '\n' || block[i] == '\r') {
                        keep(line, length);
                        length = 0;
                    } else if (length < line.length) {
                        line[length++] = block[i];
                    }
                }
            }
        } catch (IOException e) {
            // what was said until now must do
        }
        keep(line, length);
    }

    private void keep(byte[] line, int length) {
        if (length == 0) {
            return;
        }
        synchronized (lines) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(new String(line, 0, length, StandardCharsets.UTF_8));
        }
    }

    /** Whether it may still hear more. */
    boolean listening() {
        return listener.isAlive();
    }

    /** The last lines in one, oldest first; of a child that has ended, all that it said. Empty where it said nothing. */
    String afterTheEnd() throws InterruptedException {
        listener.join(PATIENCE_MILLIS);
        synchronized (lines) {
            return lines.stream()
                    .map(this::told)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining(" | "));
        }
    }

    private String told(String line) {
        // secrets go first: of one that is cut in two, nothing would recognise the half
        String told = secrets.hideIn(line).replaceAll("\\p{Cntrl}", " ").strip();
        return told.length() > LONGEST_TOLD ? told.substring(0, LONGEST_TOLD) + "…" : told;
    }
}
