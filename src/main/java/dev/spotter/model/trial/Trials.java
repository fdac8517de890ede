package dev.spotter.model.trial;

import dev.spotter.model.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tries models in child processes that are limited in memory and time. A package must reproduce its golden examples, a bare
 * .tflite file must run once on zeros. Whatever the model does, this process lives and there is a {@link TrialReport}.
 */
public final class Trials {
    /** Children that try many models are replaced after so many, so that what they leak does not count against later ones. */
    private static final int MOST_MODELS_A_CHILD = 100;

    private final ChildProgram program;
    private final Path library;
    private final TrialLimits limits;

    /**
     * @param program how this program starts itself again
     * @param library TensorFlow Lite's library, which this process has checked
     * @param limits what a trial may take
     */
    public Trials(ChildProgram program, Path library, TrialLimits limits) {
        this.program = program;
        this.library = library;
        this.limits = limits;
    }

    /** What is wrong now: {@code trial-memory-unlimited} where util-linux's prlimit is not installed. */
    public Map<String, String> problems() {
        return LimitedProcess.problems();
    }

    /** Tries one folder or file in a process of its own. */
    public TrialReport trial(Path subject) throws InterruptedException {
        try (Series series = series()) {
            return series.trial(subject);
        }
    }

    /**
     * Has a package's model say what its examples' outputs are, in a process of its own: their files are overwritten. For
     * packages that are being made of models which come without examples.
     *
     * @return a report that passed, or why there are no answers
     */
    public TrialReport answer(Path folder) throws InterruptedException {
        try (Series series = series()) {
            return series.request(TrialChild.ANSWER, folder);
        }
    }

    /** A series of trials that share a child process for as long as it lives. Used by one thread at a time. */
    public Series series() {
        return new Series();
    }

    /** See {@link Trials#series()}. */
    public final class Series implements AutoCloseable {
        private LimitedProcess child;
        private int tried;

        private Series() {}

        /**
         * Tries the next one. Where a child that has tried others before dies, the model is tried again in a fresh one within
         * the same time, because one before it may have broken the child.
         */
        public TrialReport trial(Path subject) throws InterruptedException {
            return request("", subject);
        }

        private TrialReport request(String word, Path subject) throws InterruptedException {
            long start = System.nanoTime();
            long deadline = start + limits.time().toNanos();
            Path absolute = subject.toAbsolutePath();
            if (absolute.toString().contains("\n")) {
                return TrialReport.refused(absolute.toString(), "bad-path", "a path with a line break is not tried");
            }
            boolean shared = child != null;
            TrialReport report = ask(word, absolute, deadline);
            boolean died = child == null && !report.code().equals(TrialReport.TIMED_OUT);
            if (shared && died) {
                report = ask(word, absolute, deadline);
            }
            return report.withWallMillis((System.nanoTime() - start) / 1e6);
        }

        private TrialReport ask(String word, Path subject, long deadline) throws InterruptedException {
            TrialReport report;
            String name = subject.getFileName().toString();
            try {
                if (child == null) {
                    child = start();
                    tried = 0;
                }
                report = TrialReport.ofJson(child.ask(word + subject, name, deadline));
            } catch (ModelException without) {
                report = TrialReport.refused(subject.toString(), without.code(), without.getMessage());
            } catch (IOException e) {
                report = TrialReport.refused(
                        subject.toString(),
                        TrialReport.ENDED,
                        "the child of the trial of %s answered what is no report".formatted(name));
            }
            tried++;
            if (ofTheParent(report) || !child.isAlive() || tried >= MOST_MODELS_A_CHILD) {
                close();
            }
            return report;
        }

        private boolean ofTheParent(TrialReport report) {
            return switch (report.code()) {
                case TrialReport.NOT_STARTED,
                        TrialReport.CRASHED,
                        TrialReport.TIMED_OUT,
                        TrialReport.OUT_OF_MEMORY,
                        TrialReport.ENDED -> true;
                default -> false;
            };
        }

        @Override
        public void close() {
            if (child != null) {
                child.close();
                child = null;
            }
        }
    }

    private LimitedProcess start() {
        List<String> command = new ArrayList<>(program.command());
        command.add(library.toString());
        return LimitedProcess.start(limits.memoryBytes(), command);
    }
}
