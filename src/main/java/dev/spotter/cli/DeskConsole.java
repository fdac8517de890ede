package dev.spotter.cli;

import dev.spotter.capture.CaptureException;
import dev.spotter.capture.labelling.LabelledSet;
import dev.spotter.capture.labelling.Labeller;
import dev.spotter.capture.labelling.LabellingDesk;
import dev.spotter.capture.labelling.SetNotes;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * The labelling desk for somebody at a keyboard: what they type, a line at a time. It concerns the chosen source, or all
 * of them at once, as where one person wears several sensors.
 */
final class DeskConsole {
    private static final int KEYS = 9;

    private final LabellingDesk desk;
    private final PrintWriter out;
    private final Runnable quit;
    private final List<String> labels;
    private final List<String> sources;
    private int chosen;

    /** @param quit ends the recording */
    DeskConsole(LabellingDesk desk, PrintWriter out, Runnable quit) {
        this.desk = desk;
        this.out = out;
        this.quit = quit;
        labels = desk.plan().labels();
        sources = desk.plan().sources();
    }

    /** @param lines whether what is typed counts with Enter only */
    void legend(boolean lines) {
        for (int i = 0; i < labels.size(); i++) {
            out.printf("  %s %s%n", i < KEYS ? String.valueOf(i + 1) : " ", labels.get(i));
        }
        out.println(
                lines
                        ? "  (each with Enter; a label by its number or name) Enter alone or e: the set ends"
                        : "  space: the set ends");
        out.println("  s NAME: who does it   c COUNT, r RPE: of the set under way, or the last one");
        out.printf("  u: undo the last mark   %s: delete the last set   ?: this   q: end%n", lines ? "d" : "D");
        if (sources.size() > 1) {
            out.printf(
                    "  %s: another source of %s, or all at once; now %s%n",
                    lines ? "@NAME" : "Tab", String.join(", ", sources), choice());
        }
    }

    private String choice() {
        return chosen < sources.size() ? sources.get(chosen) : "all";
    }

    /** The next source, after the last one all of them. */
    void chooseNext() {
        chosen = (chosen + 1) % (sources.size() == 1 ? 1 : sources.size() + 1);
        out.println("marks concern " + choice());
    }

    private void choose(String name) {
        int found = name.equals("all") ? sources.size() : sources.indexOf(name);
        if (found < 0) {
            out.printf(
                    "source '%s' is not being recorded; recorded are %s, and all [unknown-source]%n",
                    name, String.join(", ", sources));
            return;
        }
        chosen = found;
        out.println("marks concern " + choice());
    }

    /** Does what a line says; what cannot be done is told. */
    void line(String typed) {
        String text = typed.strip();
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        String more = space < 0 ? "" : text.substring(space).strip();
        if (word.startsWith("@")) {
            choose(word.substring(1));
            return;
        }
        if (word.length() > 1 && labels.contains(text)) {
            each(source -> desk.begin(source, text, SetNotes.NONE, Labeller.KEYS));
            return;
        }
        switch (word) {
            case "", "e", "end" -> each(source -> desk.end(source, SetNotes.NONE));
            case "u", "undo" -> each(desk::undo);
            case "s", "subject" ->
                each(source -> {
                    desk.subject(source, more);
                    out.printf("%s: who does it is %s%n", source, more);
                });
            case "c", "count" -> note(SetNotes::count, more);
            case "r", "rpe" -> note(SetNotes::rpe, more);
            case "d", "delete" -> each(this::deleteLast);
            case "q", "quit" -> quit.run();
            case "?", "help" -> legend(true);
            default -> other(text);
        }
    }

    /** Reads notes of a text. */
    @FunctionalInterface
    private interface Reader {
        SetNotes read(String text);
    }

    private void note(Reader reader, String text) {
        each(source -> {
            desk.amend(source, reader.read(text));
            desk.state().sources().stream()
                    .filter(state -> state.name().equals(source) && state.open().isPresent())
                    .forEach(state -> out.printf(
                            "%s: noted of the %s under way%n",
                            source, state.open().get().label()));
        });
    }

    private void deleteLast(String source) {
        long id = desk.state().sets().stream()
                .filter(set -> set.source().equals(source))
                .findFirst()
                .map(LabelledSet::id)
                .orElseThrow(() ->
                        new CaptureException("no-set", null, "no set has been recorded on '%s' yet".formatted(source)));
        desk.delete(id);
    }

    private void other(String text) {
        boolean key = text.matches("[1-9]") && Integer.parseInt(text) <= labels.size();
        String label = key ? labels.get(Integer.parseInt(text) - 1) : text;
        each(source -> desk.begin(source, label, SetNotes.NONE, Labeller.KEYS));
    }

    private void each(Consumer<String> mark) {
        for (String source : chosen < sources.size() ? List.of(sources.get(chosen)) : sources) {
            try {
                mark.accept(source);
            } catch (CaptureException e) {
                out.printf("%s [%s]%n", e.getMessage(), e.code());
            }
        }
    }
}
