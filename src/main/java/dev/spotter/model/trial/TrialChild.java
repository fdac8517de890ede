package dev.spotter.model.trial;

import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child's side: a path a line comes in, or {@link #ANSWER} and a path; a report a line goes out. When the requests end it is done; when they end
 * while a model runs, its parent is gone, and it ends at once, so that no model is left running alone.
 */
public final class TrialChild {
    /** Stands before the path of a package that is to answer its examples, not to be tried; paths begin with a slash. */
    static final String ANSWER = "answer ";

    private static final String END = "";

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile boolean running;

    private TrialChild() {}

    /**
     * Serves until the requests end.
     *
     * @param library TensorFlow Lite's library
     * @param in paths, absolute, one a line, UTF-8
     * @param out reports, JSON, one a line
     */
    public static void serve(Path library, InputStream in, OutputStream out) throws IOException, InterruptedException {
        new TrialChild().answer(library, in, out);
    }

    private void answer(Path library, InputStream in, OutputStream out) throws IOException, InterruptedException {
        Thread reader = new Thread(() -> read(in), "trial-requests");
        reader.setDaemon(true);
        reader.start();
        Trial trial = null;
        for (String request = requests.take(); !request.equals(END); request = requests.take()) {
            running = true;
            TrialReport report;
            try {
                trial = trial == null ? new Trial(TfLite.load(library, library.getParent())) : trial;
                report = request.startsWith(ANSWER)
                        ? trial.answer(Path.of(request.substring(ANSWER.length())))
                        : trial.run(Path.of(request));
            } catch (TfLiteException e) {
                report = TrialReport.refused(request, e.code(), e.getMessage());
            }
            running = false;
            out.write((report.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // the parent is gone as well
        }
        requests.add(END);
        if (running) {
            Runtime.getRuntime().halt(1);
        }
    }
}
