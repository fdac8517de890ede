package dev.spotter.evaluation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What an evaluation found. docs/evaluation.md documents its names and how they are counted.
 *
 * @param task what was evaluated
 * @param n how many units were scored
 * @param subjects the people, in the order of their names
 * @param metrics over all of them
 * @param members of each member of the ensemble alone, in the same run; empty where the task has none
 * @param variants of the ensemble's other shapes, in the same run: {@code bagging}, {@code boosting}, {@code stacking},
 *     {@code single}; only those that there are
 * @param perSubject of each person
 * @param notes for people: what was left out, what was wrong
 */
public record EvaluationReport(
        EvaluationTask task,
        long n,
        List<String> subjects,
        Metrics metrics,
        Map<String, Metrics> members,
        Map<String, Metrics> variants,
        Map<String, Metrics> perSubject,
        List<String> notes) {
    public EvaluationReport {
        Objects.requireNonNull(task, "task");
        subjects = List.copyOf(subjects);
        Objects.requireNonNull(metrics, "metrics");
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        perSubject = Collections.unmodifiableMap(new LinkedHashMap<>(perSubject));
        notes = List.copyOf(notes);
    }

    /** A report without variants. */
    public EvaluationReport(
            EvaluationTask task,
            long n,
            List<String> subjects,
            Metrics metrics,
            Map<String, Metrics> members,
            Map<String, Metrics> perSubject,
            List<String> notes) {
        this(task, n, subjects, metrics, members, Map.of(), perSubject, notes);
    }

    /** The same, with what was measured of the ensemble's other shapes. */
    EvaluationReport withVariants(Map<String, Metrics> shapes) {
        return new EvaluationReport(task, n, subjects, metrics, members, shapes, perSubject, notes);
    }

    /** The report for programs; a metric without cases is null. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("task", task.word());
            json.writeNumberField("n", n);
            json.writeArrayFieldStart("subjects");
            for (String subject : subjects) {
                json.writeString(subject);
            }
            json.writeEndArray();
            json.writeFieldName("metrics");
            write(json, metrics);
            json.writeFieldName("members");
            write(json, members);
            json.writeFieldName("variants");
            write(json, variants);
            json.writeFieldName("perSubject");
            write(json, perSubject);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Map<String, Metrics> rows) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Metrics> row : rows.entrySet()) {
            json.writeFieldName(row.getKey());
            write(json, row.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Metrics row) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Double> metric : row.values().entrySet()) {
            if (Double.isFinite(metric.getValue())) {
                json.writeNumberField(metric.getKey(), metric.getValue());
            } else {
                json.writeNullField(metric.getKey());
            }
        }
        json.writeEndObject();
    }

    /** The report for people: a row for all, for each person, each member and each variant. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append("%s: %d %s of %d people%n".formatted(task.word(), n, task.unit(), subjects.size()));
        table.append("%-24s".formatted(""));
        metrics.values().keySet().forEach(name -> table.append("%19s".formatted(name)));
        table.append(System.lineSeparator());
        append(table, members.isEmpty() ? "all" : "ensemble", metrics);
        perSubject.forEach((subject, row) -> append(table, "  subject " + subject, row));
        members.forEach((member, row) -> append(table, "  member " + member, row));
        variants.forEach((variant, row) -> append(table, "variant " + variant, row));
        return table.toString();
    }

    /** Each number under its own name: a person or a member may have fewer than the whole. */
    private void append(StringBuilder table, String name, Metrics row) {
        table.append("%-24s".formatted(name));
        for (String column : metrics.values().keySet()) {
            double value = row.values().getOrDefault(column, Double.NaN);
            table.append(Double.isFinite(value) ? String.format(Locale.ROOT, "%19.4f", value) : "%19s".formatted("-"));
        }
        table.append(System.lineSeparator());
    }
}
