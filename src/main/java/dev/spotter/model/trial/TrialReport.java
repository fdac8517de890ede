package dev.spotter.model.trial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a trial ended.
 *
 * @param subject the folder or file that was tried
 * @param code {@link #PASSED}, or a stable code of why it is refused
 * @param sentence what happened, for people
 * @param model name and version of the package, or the file's name
 * @param examples golden examples that were run; 0 where a bare file ran on zeros
 * @param inferenceMillis time of the slowest inference, or 0 where there was none
 * @param wallMillis from the request to the verdict, the child's start included where it was started for it
 */
public record TrialReport(
        String subject,
        String code,
        String sentence,
        String model,
        int examples,
        double inferenceMillis,
        double wallMillis) {
    /** The code of a model that may be loaded. */
    public static final String PASSED = "passed";

    /** The model killed the child process. */
    public static final String CRASHED = "trial-crashed";

    /** The model was not done in time. */
    public static final String TIMED_OUT = "trial-timed-out";

    /** The model asked for more memory than the child may have. */
    public static final String OUT_OF_MEMORY = "trial-out-of-memory";

    /** The child ended without a verdict and without a signal. */
    public static final String ENDED = "trial-ended";

    /** The child could not be started. */
    public static final String NOT_STARTED = "trial-not-started";

    /** The model's output is not that of an example. */
    public static final String WRONG_OUTPUT = "wrong-output";

    private static final JsonFactory JSON = new JsonFactory();

    /** Whether the model may be loaded. */
    public boolean passed() {
        return code.equals(PASSED);
    }

    static TrialReport refused(String subject, String code, String sentence) {
        return new TrialReport(subject, code, sentence, subject.substring(subject.lastIndexOf('/') + 1), 0, 0, 0);
    }

    TrialReport withWallMillis(double millis) {
        return new TrialReport(subject, code, sentence, model, examples, inferenceMillis, millis);
    }

    /** As one line of JSON. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("subject", subject);
            json.writeBooleanField("passed", passed());
            json.writeStringField("code", code);
            json.writeStringField("sentence", sentence);
            json.writeStringField("model", model);
            json.writeNumberField("examples", examples);
            json.writeNumberField("inferenceMillis", inferenceMillis);
            json.writeNumberField("wallMillis", wallMillis);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** From a line of JSON as {@link #toJson} writes it. */
    static TrialReport ofJson(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    fields.put(field, json.getText());
                }
            }
        }
        if (!fields.keySet().containsAll(List.of("subject", "code", "sentence", "model"))) {
            throw new IOException("this is no report of a trial: " + line);
        }
        return new TrialReport(
                fields.get("subject"),
                fields.get("code"),
                fields.get("sentence"),
                fields.get("model"),
                Integer.parseInt(fields.getOrDefault("examples", "0")),
                Double.parseDouble(fields.getOrDefault("inferenceMillis", "0")),
                Double.parseDouble(fields.getOrDefault("wallMillis", "0")));
    }
}
