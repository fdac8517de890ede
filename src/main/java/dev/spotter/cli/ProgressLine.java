package dev.spotter.cli;

import dev.spotter.evaluation.fit.FitProgress;
import dev.spotter.model.catalogue.InstallProgress;
import java.io.PrintWriter;

/** A bar on the last line of a terminal; where nobody knows of how many, a count. */
final class ProgressLine implements FitProgress, InstallProgress {
    private static final int WIDTH = 30;
    private static final int HUNDREDTHS = 100;
    private static final double MIB = 1 << 20;

    private final PrintWriter err;

    // of the file that is fetched now
    private long told = -1;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    /** In mebibytes, told anew with each hundredth of the file, or each tenth of a mebibyte. */
    @Override
    public void at(String file, long done, long all) {
        long now = all == 0 ? (long) (done / MIB * 10) : HUNDREDTHS * done / all;
        if (now == told) {
            return;
        }
        told = now;
        if (all == 0) {
            err.printf("\r%s %.1f MiB", file, done / MIB);
        } else {
            int full = (int) (WIDTH * done / all);
            err.printf(
                    "\r%s [%s%s] %.1f/%.1f MiB",
                    file, "=".repeat(full), " ".repeat(WIDTH - full), done / MIB, all / MIB);
            if (done == all) {
                err.println();
                told = -1;
            }
        }
        err.flush();
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
