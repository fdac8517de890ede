package dev.spotter.cli;

import dev.spotter.model.trial.TrialChild;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** The child of a trial: a main class of its own, so that it starts without what the other commands need. */
public final class TrialChildMain {
    private TrialChildMain() {}

    /** @param arguments the path of TensorFlow Lite's library */
    public static void main(String... arguments) throws Exception {
        OutputStream reports = new FileOutputStream(FileDescriptor.out);
        TrialChild.serve(Path.of(arguments[0]), new FileInputStream(FileDescriptor.in), reports);
    }
}
