package dev.spotter.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spotter.model.InferenceReport;
import dev.spotter.model.InferenceReport.Numbers;
import dev.spotter.observation.AnomalyScore;
import dev.spotter.observation.Box;
import dev.spotter.observation.Classification;
import dev.spotter.observation.Detection;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Embedding;
import dev.spotter.observation.Embeddings;
import dev.spotter.observation.Keypoints;
import dev.spotter.observation.Pose;
import dev.spotter.observation.Poses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Prints what an inference gave, for people or as JSON. */
final class InferencePrinter {
    private static final int MOST_LINES = 10;

    /**
     * One entry of {@code results}; what is null is left out.
     *
     * @param type classification, pose, detection, embedding, anomaly or tensor
     * @param values of an embedding or a tensor
     * @param shape of an embedding or a tensor
     */
    private record Result(
            String type, String label, Float score, Box box, Keypoints keypoints, int[] shape, float[] values) {}

    private final PrintWriter out;

    InferencePrinter(PrintWriter out) {
        this.out = out;
    }

    void text(InferenceReport report) {
        out.printf(
                "%s%s: %.3f ms%n",
                report.model(), report.version().map(v -> " " + v).orElse(""), report.latencyMillis());
        List<Result> results = results(report);
        if (results.isEmpty()) {
            out.println("  nothing found");
        }
        results.stream().limit(MOST_LINES).forEach(this::text);
        if (results.size() > MOST_LINES) {
            out.printf("  … and %d more%n", results.size() - MOST_LINES);
        }
        out.flush();
    }

    private void text(Result result) {
        if (result.values() != null) {
            text(result.label() == null ? result.type() : result.label(), result.values(), result.shape());
            return;
        }
        out.printf("  %8.4f  %s", result.score(), result.label() == null ? result.type() : result.label());
        if (result.box() != null) {
            Box box = result.box();
            out.printf("  x %.3f y %.3f, %.3f x %.3f", box.x(), box.y(), box.width(), box.height());
        }
        out.println();
        if (result.keypoints() != null) {
            Keypoints points = result.keypoints();
            for (int i = 0; i < points.size(); i++) {
                out.printf(
                        "    %8.4f  %-16s x %.3f y %.3f%n",
                        points.score(i), points.names().get(i), points.x(i), points.y(i));
            }
        }
    }

    private void text(String name, float[] values, int[] shape) {
        double sum = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        out.printf(
                "  %s %s: least %.4f, mean %.4f, most %.4f%n",
                name, Arrays.toString(shape), least, sum / values.length, most);
    }

    void json(InferenceReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model", report.model());
            json.writeStringField("version", report.version().orElse(null));
            json.writeNumberField("latencyMillis", report.latencyMillis());
            json.writeArrayFieldStart("results");
            for (Result result : results(report)) {
                write(json, result);
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
        json.writeStartObject();
        json.writeStringField("type", result.type());
        if (result.label() != null) {
            json.writeStringField("label", result.label());
        }
        if (result.score() != null) {
            json.writeNumberField("score", result.score());
        }
        if (result.box() != null) {
            Box box = result.box();
            writeArray(json, "box", box.x(), box.y(), box.width(), box.height());
        }
        if (result.keypoints() != null) {
            json.writeArrayFieldStart("keypoints");
            Keypoints points = result.keypoints();
            for (int i = 0; i < points.size(); i++) {
                json.writeStartObject();
                json.writeStringField("name", points.names().get(i));
                json.writeNumberField("x", points.x(i));
                json.writeNumberField("y", points.y(i));
                json.writeNumberField("score", points.score(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (result.shape() != null) {
            json.writeFieldName("shape");
            json.writeArray(result.shape(), 0, result.shape().length);
        }
        if (result.values() != null) {
            writeArray(json, "values", result.values());
        }
        json.writeEndObject();
    }

    private static void writeArray(JsonGenerator json, String name, float... values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }

    /** The best first. */
    private static List<Result> results(InferenceReport report) {
        List<Result> results = new ArrayList<>();
        if (report.finding().isEmpty()) {
            for (Numbers numbers : report.outputs()) {
                results.add(new Result("tensor", numbers.name(), null, null, null, numbers.shape(), numbers.values()));
            }
            return results;
        }
        switch (report.finding().get()) {
            case Classification found -> {
                float[] probabilities = found.probabilities();
                IntStream.range(0, probabilities.length)
                        .mapToObj(i -> scored("classification", found.labels().get(i), probabilities[i]))
                        .sorted(Comparator.comparing(Result::score).reversed())
                        .forEach(results::add);
            }
            case Poses found -> {
                for (Pose pose : found.poses()) {
                    results.add(new Result("pose", "person", pose.score(), pose.box(), pose.keypoints(), null, null));
                }
            }
            case Detections found -> {
                for (Detection thing : found.detections()) {
                    results.add(new Result(
                            "detection", thing.label(), thing.score(), thing.box(), thing.keypoints(), null, null));
                }
            }
            case Embeddings found -> {
                for (Embedding embedding : found.embeddings()) {
                    results.add(new Result(
                            "embedding",
                            null,
                            null,
                            embedding.box(),
                            null,
                            new int[] {embedding.vector().length},
                            embedding.vector()));
                }
            }
            case AnomalyScore found -> results.add(scored("anomaly", null, found.score()));
            default ->
                throw new IllegalArgumentException(
                        "one inference gives no " + report.finding().get());
        }
        return results;
    }

    private static Result scored(String type, String label, float score) {
        return new Result(type, label, score, null, null, null, null);
    }
}
