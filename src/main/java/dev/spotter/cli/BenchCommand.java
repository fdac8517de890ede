package dev.spotter.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.evaluation.bench.BenchException;
import dev.spotter.evaluation.bench.BenchSettings;
import dev.spotter.evaluation.bench.Benchmark;
import dev.spotter.evaluation.bench.Benchmarks;
import dev.spotter.evaluation.bench.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how fast things are here, each beside a floor from the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures performance; each figure as a ratio to a floor measured in the same run.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "A benchmark, such as java-over-c.movenet, or the first parts of some, such as java-over-c. All without one.")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON; - is stdout.")
    private String json;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "The folder of public models. Default: ../shared/models.")
    private Path models;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Path data;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "101",
            description = "Rounds; at least 10. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--list", description = "Only says which benchmarks there are.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Benchmark> selected = selected();
        if (list) {
            selected.forEach(benchmark -> out.printf("%-32s %s%n", benchmark.id(), benchmark.purpose()));
            return 0;
        }
        Places places = Places.find();
        Path publicModels = models != null
                ? models
                : places.home().toAbsolutePath().resolveSibling("shared").resolve("models");
        BenchSettings settings = settings(places, publicModels, err);
        List<Figure> figures = new ArrayList<>();
        for (Benchmark benchmark : selected) {
            for (Figure figure : benchmark.measure(settings)) {
                figures.add(figure);
                if (!"-".equals(json)) {
                    out.println(line(figure));
                    out.flush();
                }
            }
        }
        if (json != null) {
            String text = json(figures);
            if (json.equals("-")) {
                out.println(text);
            } else {
                Files.writeString(Path.of(json), text + "\n");
            }
        }
        return 0;
    }

    private List<Benchmark> selected() {
        try {
            return Benchmarks.select(names);
        } catch (BenchException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage());
        }
    }

    private BenchSettings settings(Places places, Path publicModels, PrintWriter err) {
        try {
            return new BenchSettings(
                    places.models(null, places.data(data)),
                    places.profiles(),
                    publicModels,
                    places.data(data),
                    rounds,
                    remark -> err.println("spotter: " + remark));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    private static String line(Figure figure) {
        String value = String.format(Locale.ROOT, "%-32s %12.3f %s", figure.name(), figure.value(), figure.unit());
        return figure.floor().isEmpty()
                ? value + ", no floor"
                : value
                        + String.format(
                                Locale.ROOT,
                                ", floor %.3f, ratio %.4f",
                                figure.floor().getAsDouble(),
                                figure.ratio().getAsDouble());
    }

    private static String json(List<Figure> figures) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode all = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = all.addObject();
            node.put("name", figure.name());
            node.put("value", figure.value());
            node.put("unit", figure.unit());
            if (figure.floor().isPresent()) {
                node.put("floor", figure.floor().getAsDouble());
                node.put("ratio", figure.ratio().getAsDouble());
            } else {
                node.putNull("floor");
                node.putNull("ratio");
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
