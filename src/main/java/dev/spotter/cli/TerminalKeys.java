package dev.spotter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A terminal that gives each key as it is typed, without Enter and without an echo.
 *
 * <p>Its settings are changed and put back by a child process. It waits for our end of a pipe to close, which happens
 * however we end, also by {@code kill -9}, and leaves settings alone that are not ours any more.
 */
final class TerminalKeys implements AutoCloseable {
    private static final long LONGEST_SECONDS = 5;
    private static final String READY = "ready";
    /** No Ctrl-Z: nobody would take the terminal again for us behind it. */
    private static final String SET_AND_RESTORE = """
            trap '' HUP INT QUIT TERM TSTP TTIN TTOU
            before=$(stty -F "$0" -g) || exit 1
            stty -F "$0" -icanon -echo min 1 time 0 susp undef || exit 1
            ours=$(stty -F "$0" -g)
            echo %s
            cat >/dev/null
            [ "$(stty -F "$0" -g)" = "$ours" ] && stty -F "$0" "$before"
            """.formatted(READY);

    private final Process keeper;

    private TerminalKeys(Process keeper) {
        this.keeper = keeper;
    }

    /** Takes the terminal that standard input is; empty where it is none, or somebody else's turn on it. */
    static Optional<TerminalKeys> take() {
        try {
            Path terminal = Files.readSymbolicLink(Path.of("/proc/self/fd/0"));
            if (!terminal.startsWith("/dev") || !inForeground()) {
                return Optional.empty();
            }
            Process keeper = new ProcessBuilder("sh", "-c", SET_AND_RESTORE, terminal.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return READY.equals(keeper.inputReader().readLine())
                    ? Optional.of(new TerminalKeys(keeper))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Behind {@code &} the terminal is the shell's, and who sets it or reads from it is stopped. */
    private static boolean inForeground() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // after the name in brackets: state, parent, process group, session, terminal, its foreground group
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return fields[2].equals(fields[5]);
    }

    /** Puts the settings back, and returns when they are. */
    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // the pipe is gone, so the child is at it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
