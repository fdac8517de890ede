package dev.spotter.model.trial;

import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.GoldenExamples;
import dev.spotter.model.ModelException;
import dev.spotter.model.ModelPackage;
import dev.spotter.model.ModelRunner;
import dev.spotter.model.ModelTask;
import dev.spotter.model.PackageFiles;
import dev.spotter.model.WindowInput;
import dev.spotter.model.adapter.ResultAdapters;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteException;
import dev.spotter.tflite.TfLiteTensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** One trial, in the process that calls it. A model that is not trusted may kill that process: it belongs into a child. */
final class Trial {
    private final TfLite tfLite;

    Trial(TfLite tfLite) {
        this.tfLite = tfLite;
    }

    /** Tries a package's folder with its examples, or a bare .tflite file with zeros. */
    TrialReport run(Path subject) {
        return guarded(subject, Files.isDirectory(subject) ? this::modelPackage : this::file);
    }

    /** Writes what the model of a package's folder says to its examples into their files, whatever is there. */
    TrialReport answer(Path folder) {
        return guarded(folder, this::answers);
    }

    private static TrialReport guarded(Path subject, Function<Path, TrialReport> trial) {
        try {
            return trial.apply(subject);
        } catch (ModelException e) {
            return TrialReport.refused(subject.toString(), e.code(), e.getMessage());
        } catch (TfLiteException e) {
            return TrialReport.refused(subject.toString(), e.code(), e.getMessage());
        } catch (OutOfMemoryError e) {
            return TrialReport.refused(
                    subject.toString(),
                    TrialReport.OUT_OF_MEMORY,
                    subject.getFileName() + " needs more memory than a trial may have");
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // what a tensor says of itself does not fit together
            return TrialReport.refused(
                    subject.toString(),
                    "model-inconsistent",
                    "%s contradicts itself: %s".formatted(subject.getFileName(), e.getMessage()));
        }
    }

    private TrialReport modelPackage(Path folder) {
        ModelPackage model = ModelPackage.read(folder);
        try (ModelRunner runner = ModelRunner.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            long before = System.nanoTime();
            List<GoldenExamples.Result> results = GoldenExamples.run(model, runner);
            requireReadable(model, runner);
            double millis = (System.nanoTime() - before) / 1e6 / results.size();
            String name = model.name() + " " + model.version();
            List<String> wrong = results.stream()
                    .filter(result -> !result.passed())
                    .map(result -> "%s is off by %s, allowed is %s"
                            .formatted(result.name(), result.difference(), result.tolerance()))
                    .toList();
            if (!wrong.isEmpty()) {
                return new TrialReport(
                        folder.toString(),
                        TrialReport.WRONG_OUTPUT,
                        name + " does not reproduce its examples: " + String.join("; ", wrong),
                        name,
                        results.size(),
                        millis,
                        0);
            }
            return new TrialReport(
                    folder.toString(),
                    TrialReport.PASSED,
                    "%s reproduces its %d examples".formatted(name, results.size()),
                    name,
                    results.size(),
                    millis,
                    0);
        }
    }

    /** What is shown pictures or sounds must have outputs that its adapter can read. */
    private static void requireReadable(ModelPackage model, ModelRunner runner) {
        if (!(model.inputs().getFirst() instanceof WindowInput) && model.task() != ModelTask.REGRESSION) {
            ResultAdapters.of(model, runner);
        }
    }

    private TrialReport answers(Path folder) {
        ModelPackage model = ModelPackage.read(folder);
        try (ModelRunner runner = ModelRunner.open(tfLite, model, AcceleratorConfiguration.CPU)) {
            List<float[]> answers = GoldenExamples.answers(model, runner);
            for (int i = 0; i < answers.size(); i++) {
                write(folder.resolve(model.golden().get(i).output()), answers.get(i));
            }
            String name = model.name() + " " + model.version();
            return new TrialReport(
                    folder.toString(),
                    TrialReport.PASSED,
                    "%s has answered its %d examples".formatted(name, answers.size()),
                    name,
                    answers.size(),
                    0,
                    0);
        }
    }

    private static void write(Path csv, float[] answer) {
        StringBuilder line = new StringBuilder();
        for (float value : answer) {
            if (!Float.isFinite(value)) {
                throw new ModelException(
                        "output-not-finite", "the model answers %s with numbers that are not finite".formatted(csv));
            }
            line.append(line.isEmpty() ? "" : ",").append(value);
        }
        try {
            Files.writeString(csv, line.append('\n'));
        } catch (IOException e) {
            throw new ModelException("file-unwritable", "%s cannot be written: %s".formatted(csv, e), e);
        }
    }

    private TrialReport file(Path file) {
        String name = file.getFileName().toString();
        byte[] bytes = PackageFiles.bytes(file);
        try (ModelRunner runner = ModelRunner.open(tfLite, name, bytes, AcceleratorConfiguration.CPU)) {
            for (TfLiteTensor input : runner.interpreter().inputs()) {
                input.data().fill((byte) 0);
            }
            long before = System.nanoTime();
            runner.runFresh();
            double millis = (System.nanoTime() - before) / 1e6;
            for (TfLiteTensor output : runner.interpreter().outputs()) {
                // reads the last byte, so that an output that says more than it has shows here
                if (output.byteSize() > 0) {
                    output.data().get(ValueLayout.JAVA_BYTE, output.byteSize() - 1);
                }
            }
            return new TrialReport(file.toString(), TrialReport.PASSED, name + " runs on zeros", name, 0, millis, 0);
        }
    }
}
