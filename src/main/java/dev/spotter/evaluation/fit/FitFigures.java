package dev.spotter.evaluation.fit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a card for programs: {@code figures.json}, whose keys docs/ensembles.md describes. */
final class FitFigures {
    private FitFigures() {}

    static String json(FittedEnsemble fitted) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeStringField("ensemble", fitted.ensemble().name());
            json.writeStringField("task", fitted.spec().task());
            json.writeNumberField("verdicts", fitted.nested().whole().size());
            json.writeFieldName("subjects");
            json.writeStartArray();
            for (String subject : fitted.table().subjects()) {
                json.writeString(subject);
            }
            json.writeEndArray();
            json.writeFieldName("metrics");
            Figures whole = fitted.whole();
            write(json, whole);
            json.writeFieldName("uncalibrated");
            write(json, fitted.raw());
            json.writeFieldName("members");
            write(json, fitted.members());
            json.writeFieldName("without");
            write(json, fitted.without());
            json.writeObjectFieldStart("perSubject");
            for (Map.Entry<String, List<Figures>> person : fitted.perSubject().entrySet()) {
                json.writeFieldName(person.getKey());
                write(json, person.getValue().getFirst());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("perClass");
            for (int label = 0; label < fitted.ensemble().labels().size(); label++) {
                Figures.ClassFigures figures = whole.classes()[label];
                json.writeObjectFieldStart(fitted.ensemble().labels().get(label));
                json.writeNumberField("verdicts", figures.verdicts());
                number(json, "precision", figures.precision());
                number(json, "recall", figures.recall());
                number(json, "f1", figures.f1());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("reliability");
            for (Figures.Bin bin : whole.bins()) {
                json.writeStartObject();
                number(json, "share", bin.share());
                number(json, "confidence", bin.confidence());
                number(json, "accuracy", bin.accuracy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("gain");
            json.writeStringField("over", fitted.ensemble().bestMember().orElseThrow());
            number(json, "value", fitted.gain().value());
            number(json, "low", fitted.gain().low());
            number(json, "high", fitted.gain().high());
            json.writeEndObject();
            if (fitted.ensemble().operatingPoint().isPresent()) {
                NestedMeasure.Alarms alarms = fitted.nested().alarms();
                json.writeObjectFieldStart("alarms");
                number(json, "sensitivity", alarms.sensitivity());
                number(json, "specificity", alarms.specificity());
                json.writeEndObject();
            }
            json.writeObjectFieldStart("millis");
            for (Map.Entry<String, OutOfFoldCollector.Cost> cost : new TreeMap<>(fitted.costs()).entrySet()) {
                number(json, cost.getKey(), cost.getValue().millis());
            }
            json.writeEndObject();
            number(json, "millisVerdict", fitted.millis());
            json.writeObjectFieldStart("asked");
            for (Map.Entry<String, Double> share : fitted.shares().entrySet()) {
                number(json, share.getKey(), share.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("errorCorrelation");
            for (double[] row : fitted.errorCorrelation()) {
                json.writeStartArray();
                for (double value : row) {
                    if (Double.isFinite(value)) {
                        json.writeNumber(value);
                    } else {
                        json.writeNull();
                    }
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Map<String, Figures> rows) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Figures> row : rows.entrySet()) {
            json.writeFieldName(row.getKey());
            write(json, row.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Figures figures) throws IOException {
        json.writeStartObject();
        number(json, "accuracy", figures.accuracy());
        number(json, "macroF1", figures.macroF1());
        number(json, "setAccuracy", figures.setAccuracy());
        number(json, "ece", figures.ece());
        number(json, "loss", figures.loss());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
