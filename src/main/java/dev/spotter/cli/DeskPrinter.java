package dev.spotter.cli;

import dev.spotter.capture.labelling.DeskListener;
import dev.spotter.capture.labelling.LabelledSet;
import dev.spotter.capture.labelling.Labeller;
import dev.spotter.capture.labelling.OpenSet;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells on a terminal what is marked, a line a mark, whoever made it. */
final class DeskPrinter implements DeskListener {
    private final PrintWriter out;

    DeskPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void began(String source, OpenSet set) {
        out.printf("%s: %s began, of %s (%s)%n", source, set.label(), set.subject(), set.by());
    }

    @Override
    public synchronized void recorded(LabelledSet set) {
        out.printf("%s: recorded %s%s%n", set.source(), text(set), set.written() ? "" : ", NOT YET WRITTEN");
    }

    @Override
    public synchronized void amended(LabelledSet set) {
        out.printf("%s: now %s%n", set.source(), text(set));
    }

    @Override
    public synchronized void removed(LabelledSet set) {
        out.printf("%s: removed %s%n", set.source(), text(set));
    }

    @Override
    public synchronized void undone(String source) {
        out.printf("%s: the last mark does not count%n", source);
    }

    private static String text(LabelledSet set) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "set %d: %s of %s, %.1f s",
                set.id(),
                set.label(),
                set.subject(),
                set.length().toMillis() / 1000.0));
        set.notes().count().ifPresent(count -> text.append(", ").append(count).append(" repetitions"));
        set.notes().rpe().ifPresent(rpe -> text.append(", rpe ").append(rpe));
        if (set.by() == Labeller.BETWEEN) {
            text.append(" (between sets)");
        }
        return text.toString();
    }
}
