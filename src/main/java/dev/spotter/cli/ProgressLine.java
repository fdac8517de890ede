package dev.spotter.cli;

import dev.spotter.evaluation.fit.FitProgress;
import java.io.PrintWriter;

/** A bar on the last line of a terminal; where nobody knows of how many, a count. */
final class ProgressLine implements FitProgress {
    private static final int WIDTH = 30;

    private final PrintWriter err;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void done(String what, int done, int all) {
        if (all == 0) {
            err.printf("\r%-12s %d", what, done);
        } else {
            int full = WIDTH * done / all;
            err.printf("\r%-12s [%s%s] %d/%d", what, "=".repeat(full), " ".repeat(WIDTH - full), done, all);
            if (done == all) {
                err.println();
            }
        }
        err.flush();
    }
}
