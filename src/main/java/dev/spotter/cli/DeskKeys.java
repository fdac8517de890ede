package dev.spotter.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads what is typed while something is recorded: single keys where standard input is a terminal, lines where it is a
 * pipe. When the input ends the recording goes on.
 */
final class DeskKeys implements AutoCloseable {
    private static final int ESCAPE = 27;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;

    private final DeskConsole console;
    private final PrintWriter out;
    private final InputStream in = System.in;
    private final Optional<TerminalKeys> terminal;

    private DeskKeys(DeskConsole console, PrintWriter out) {
        this.console = console;
        this.out = out;
        terminal = TerminalKeys.take();
    }

    static DeskKeys start(DeskConsole console, PrintWriter out) {
        DeskKeys keys = new DeskKeys(console, out);
        console.legend(keys.terminal.isEmpty());
        Thread.ofPlatform().name("record-keys").daemon().start(keys::read);
        return keys;
    }

    private void read() {
        try {
            if (terminal.isPresent()) {
                readKeys();
            } else {
                readLines();
            }
        } catch (IOException e) {
            // the terminal is gone; there are other ways to label, and to end
        }
    }

    private void readLines() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            console.line(line);
        }
    }

    private void readKeys() throws IOException {
        for (int key = in.read(); key >= 0; key = in.read()) {
            switch (key) {
                case ' ' -> console.line("e");
                case '\t' -> console.chooseNext();
                case '?' -> console.legend(false);
                case 's' -> edit("who does it: ", "s ");
                case 'c' -> edit("repetitions: ", "c ");
                case 'r' -> edit("rpe: ", "r ");
                case 'D' -> console.line("d");
                case 'u', 'q' -> console.line(String.valueOf((char) key));
                case ESCAPE -> skipSequence();
                default -> {
                    if (key >= '1' && key <= '9') {
                        console.line(String.valueOf((char) key));
                    } else if (key > ' ') {
                        out.println("no key of ours; ? tells them");
                    }
                }
            }
        }
    }

    /** An arrow or function key sends several bytes at once. */
    private void skipSequence() throws IOException {
        while (in.available() > 0) {
            in.read();
        }
    }

    /** A line is typed, with an echo of ours; Escape leaves it. */
    private void edit(String prompt, String command) throws IOException {
        show(prompt);
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        for (int key = in.read(); key >= 0; key = in.read()) {
            if (key == '\n' || key == '\r') {
                out.println();
                if (typed.size() > 0) {
                    console.line(command + typed.toString(StandardCharsets.UTF_8));
                }
                return;
            }
            if (key == ESCAPE) {
                skipSequence();
                out.println();
                return;
            }
            if (key == BACKSPACE || key == DELETE) {
                String before = typed.toString(StandardCharsets.UTF_8);
                if (!before.isEmpty()) {
                    typed.reset();
                    typed.writeBytes(before.substring(0, before.offsetByCodePoints(before.length(), -1))
                            .getBytes(StandardCharsets.UTF_8));
                }
            } else if (key >= ' ') {
                typed.write(key);
            }
            // the whole line again: one key can be several bytes, and several columns wide
            show("\r\033[K" + prompt + typed.toString(StandardCharsets.UTF_8));
        }
    }

    private void show(String text) {
        out.print(text);
        out.flush();
    }

    /** Gives the terminal back. */
    @Override
    public void close() {
        terminal.ifPresent(TerminalKeys::close);
    }
}
