package dev.spotter.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spotter.model.InferenceReport;
import dev.spotter.model.InferenceReport.Body;
import dev.spotter.model.InferenceReport.Keypoint;
import dev.spotter.model.InferenceReport.Numbers;
import dev.spotter.model.InferenceReport.Result;
import dev.spotter.model.InferenceReport.Scored;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Prints what an inference gave, for people or as JSON. */
final class InferencePrinter {
    private static final int MOST_LINES = 10;

    private final PrintWriter out;

    InferencePrinter(PrintWriter out) {
        this.out = out;
    }

    void text(InferenceReport report) {
        out.printf(
                "%s%s: %.3f ms%n",
                report.model(), report.version().map(v -> " " + v).orElse(""), report.latencyMillis());
        report.results().stream().limit(MOST_LINES).forEach(this::text);
        if (report.results().size() > MOST_LINES) {
            out.printf("  … and %d more%n", report.results().size() - MOST_LINES);
        }
        out.flush();
    }

    private void text(Result result) {
        switch (result) {
            case Scored scored -> out.printf("  %8.4f  %s%n", scored.score(), scored.label());
            case Body body -> {
                out.printf("  body, score %.3f%n", body.score());
                for (Keypoint point : body.keypoints()) {
                    out.printf("  %8.4f  %-14s x %.3f y %.3f%n", point.score(), point.name(), point.x(), point.y());
                }
            }
            case Numbers numbers -> {
                double sum = 0;
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                for (float value : numbers.values()) {
                    sum += value;
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
                out.printf(
                        "  %s %s: least %.4f, mean %.4f, most %.4f%n",
                        numbers.name(), Arrays.toString(numbers.shape()), least, sum / numbers.values().length, most);
            }
        }
    }

    void json(InferenceReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model", report.model());
            json.writeStringField("version", report.version().orElse(null));
            json.writeNumberField("latencyMillis", report.latencyMillis());
            json.writeArrayFieldStart("results");
            for (Result result : report.results()) {
                json.writeStartObject();
                write(json, result);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
        out.flush();
    }

    private static void write(JsonGenerator json, Result result) throws IOException {
        switch (result) {
            case Scored scored -> {
                json.writeStringField("type", "classification");
                json.writeStringField("label", scored.label());
                json.writeNumberField("score", scored.score());
            }
            case Body body -> {
                json.writeStringField("type", "pose");
                json.writeStringField("label", "person");
                json.writeNumberField("score", body.score());
                json.writeArrayFieldStart("keypoints");
                for (Keypoint point : body.keypoints()) {
                    json.writeStartObject();
                    json.writeStringField("name", point.name());
                    json.writeNumberField("x", point.x());
                    json.writeNumberField("y", point.y());
                    json.writeNumberField("score", point.score());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case Numbers numbers -> {
                json.writeStringField("type", "tensor");
                json.writeStringField("label", numbers.name());
                json.writeFieldName("shape");
                json.writeArray(numbers.shape(), 0, numbers.shape().length);
                json.writeArrayFieldStart("values");
                for (float value : numbers.values()) {
                    json.writeNumber(value);
                }
                json.writeEndArray();
            }
        }
    }
}
