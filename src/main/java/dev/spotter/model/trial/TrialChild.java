package dev.spotter.model.trial;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** The child that tries models: a path comes in, or {@link #ANSWER} and a path; a {@link TrialReport} goes out. */
public final class TrialChild {
    /** Stands before the path of a package that is to answer its examples, not to be tried; paths begin with a slash. */
    static final String ANSWER = "answer ";

    private final Path library;
    private Trial trial;

    private TrialChild(Path library) {
        this.library = library;
    }

    /**
     * Serves until the requests end.
     *
     * @param library TensorFlow Lite's library
     * @param in paths, absolute, one a line, UTF-8
     * @param out reports, JSON, one a line
     */
    public static void serve(Path library, InputStream in, OutputStream out) throws IOException, InterruptedException {
        LineService.serve(in, out, new TrialChild(library)::answer);
    }

    private String answer(String request) {
        try {
            trial = trial == null ? new Trial(TfLite.load(library, library.getParent())) : trial;
            TrialReport report = request.startsWith(ANSWER)
                    ? trial.answer(Path.of(request.substring(ANSWER.length())))
                    : trial.run(Path.of(request));
            return report.toJson();
        } catch (TfLiteException e) {
            return TrialReport.refused(request, e.code(), e.getMessage()).toJson();
        }
    }
}
