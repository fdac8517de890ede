package dev.spotter.model.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child's side of a {@link LimitedProcess}: a request a line comes in, an answer a line goes out. When the requests end it
 * is done; when they end while one is being answered, its parent is gone, and it ends at once, so that no model is left
 * running alone.
 */
public final class LineService {
    private static final String END = "";

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile boolean running;

    private LineService() {}

    /** Answers a request. */
    @FunctionalInterface
    public interface Answering {
        /** The answer, a line that begins with a brace. */
        String answer(String request) throws InterruptedException;
    }

    /**
     * Serves until the requests end.
     *
     * @param in requests, one a line and none of them empty, UTF-8
     * @param out answers, one a line, UTF-8
     */
    public static void serve(InputStream in, OutputStream out, Answering answering)
            throws IOException, InterruptedException {
        new LineService().run(in, out, answering);
    }

    private void run(InputStream in, OutputStream out, Answering answering) throws IOException, InterruptedException {
        Thread reader = new Thread(() -> read(in), "trial-requests");
        reader.setDaemon(true);
        reader.start();
        for (String request = requests.take(); !request.equals(END); request = requests.take()) {
            running = true;
            String answer = answering.answer(request);
            running = false;
            out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
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
