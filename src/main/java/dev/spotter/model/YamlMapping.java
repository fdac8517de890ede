package dev.spotter.model;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read strictly: a key must be asked for, or {@link #refuseUnknownKeys()} refuses it and
 * names the nearest right one. Every refusal is a {@link ModelException} that begins with file:line:column (both from
 * 1) and has one of the codes {@code yaml-unreadable}, {@code yaml-syntax}, {@code yaml-unknown-key},
 * {@code yaml-missing-key} and {@code yaml-wrong-value}. Nothing is constructed by name, so no file can choose a class.
 */
public final class YamlMapping {
    private static final int MOST_COLUMNS = 140;

    private final String file;
    private final Node node;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMapping(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw refusal("yaml-wrong-value", node, "a mapping (key: value) is expected here");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refusal("yaml-wrong-value", tuple.getKeyNode(), "a key must be a plain word");
            }
            if (entries.putIfAbsent(key.getValue(), tuple) != null) {
                throw refusal("yaml-wrong-value", key, "the key '" + key.getValue() + "' stands here a second time");
            }
        }
    }

    /** Reads a file of at most so many bytes. */
    public static YamlMapping read(Path path, int maximumBytes) {
        String name = path.getFileName().toString();
        try {
            if (Files.size(path) > maximumBytes) {
                throw new ModelException(
                        "yaml-unreadable",
                        "%s has %d bytes, at most %d are read".formatted(path, Files.size(path), maximumBytes));
            }
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new ModelException("yaml-unreadable", name + " is not UTF-8 text", e);
        } catch (NoSuchFileException e) {
            throw new ModelException("yaml-unreadable", "there is no file " + path, e);
        } catch (IOException e) {
            throw new ModelException("yaml-unreadable", path + " cannot be read: " + e, e);
        }
    }

    /** Reads a text. The name stands in messages. */
    public static YamlMapping parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new ModelException("yaml-syntax", name + ":1:1: the file is empty");
            }
            return new YamlMapping(name, root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new ModelException("yaml-syntax", place(name, mark) + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new ModelException("yaml-syntax", name + ":1:1: " + e.getMessage(), e);
        }
    }

    /** The keys as they stand in the file; asking for them here does not make them known. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Names keys that are known here, so that a refusal of one of them does not make the others look unknown. */
    public YamlMapping expect(String... known) {
        asked.addAll(List.of(known));
        return this;
    }

    /** Whether the key stands here; it then counts as known. */
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /** The text of a scalar that must be there and must not be empty. */
    public String text(String key) {
        return scalar(required(key), key);
    }

    /** The text of a scalar that may be absent. */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** A finite number that must be there. */
    public double number(String key) {
        return number(required(key), key);
    }

    /** A finite number, or the given one where the key is absent. */
    public double number(String key, double absent) {
        return has(key) ? number(key) : absent;
    }

    /** A whole number within bounds, that must be there. */
    public int integer(String key, int least, int most) {
        return integer(required(key), key, least, most);
    }

    /** A whole number within bounds, or the given one where the key is absent. */
    public int integer(String key, int least, int most, int absent) {
        return has(key) ? integer(key, least, most) : absent;
    }

    /** {@code true} or {@code false}, or the given one where the key is absent. */
    public boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        return oneOf(key, Map.of("true", true, "false", false));
    }

    /** A text that must be there and be one of the keys of a map, whose value is given. */
    public <T> T oneOf(String key, Map<String, T> allowed) {
        Node value = required(key);
        String text = scalar(value, key);
        T chosen = allowed.get(text);
        if (chosen == null) {
            throw refusal(
                    "yaml-wrong-value",
                    value,
                    "%s is '%s'%s; allowed are %s"
                            .formatted(
                                    key,
                                    text,
                                    NearestWord.hint(text, allowed.keySet()),
                                    allowed.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    /** A list of texts that must be there. */
    public List<String> texts(String key) {
        return list(key, item -> scalar(item, "an item of " + key));
    }

    /** A list of finite numbers that must be there. */
    public List<Double> numbers(String key) {
        return list(key, item -> number(item, "an item of " + key));
    }

    /** A list of whole numbers within bounds, that must be there. */
    public List<Integer> integers(String key, int least, int most) {
        return list(key, item -> integer(item, "an item of " + key, least, most));
    }

    /** A mapping that must be there. */
    public YamlMapping mapping(String key) {
        return new YamlMapping(file, required(key));
    }

    /** A mapping that may be absent. */
    public Optional<YamlMapping> optionalMapping(String key) {
        return has(key) ? Optional.of(mapping(key)) : Optional.empty();
    }

    /** A list of mappings that must be there. */
    public List<YamlMapping> mappings(String key) {
        return list(key, item -> new YamlMapping(file, item));
    }

    /** Every value of this mapping as a mapping, by its key: for sections whose keys are names that the user chooses. */
    public Map<String, YamlMapping> namedMappings() {
        Map<String, YamlMapping> named = new LinkedHashMap<>();
        entries.keySet().forEach(key -> named.put(key, mapping(key)));
        return named;
    }

    /** Every value of this mapping as a text, by its key: for sections whose keys are names that the user chooses. */
    public Map<String, String> namedTexts() {
        Map<String, String> named = new LinkedHashMap<>();
        entries.keySet().forEach(key -> named.put(key, text(key)));
        return named;
    }

    /** Whether the value of a key that stands here is a list; for grammars where one thing may stand for a list of it. */
    public boolean isList(String key) {
        return has(key) && entries.get(key).getValueNode() instanceof SequenceNode;
    }

    /** The lists of a list, for a polygon. Each inner item is a finite number. */
    public List<List<Double>> numberLists(String key) {
        return list(key, item -> numbers(item, "an item of " + key));
    }

    /** The lists of the lists of a list, for polygons. Each innermost item is a finite number. */
    public List<List<List<Double>>> numberListLists(String key) {
        return list(key, item -> sequence(item, "an item of " + key).getValue().stream()
                .map(inner -> numbers(inner, "an item of an item of " + key))
                .toList());
    }

    /** This mapping as a YAML text of its own, with what aliases stand for; its keys count as known. */
    public String yaml() {
        asked.addAll(entries.keySet());
        StringWriter text = new StringWriter();
        DumperOptions options = new DumperOptions();
        options.setWidth(MOST_COLUMNS);
        new Yaml(options).serialize(node, text);
        return text.toString();
    }

    /** Refuses the first key that nobody asked for. To be called when all known keys have been asked for. */
    public void refuseUnknownKeys() {
        unknownKeys().stream().findFirst().ifPresent(unknown -> {
            throw unknown;
        });
    }

    /** A refusal for every key that nobody asked for. To be called when all known keys have been asked for. */
    public List<ModelException> unknownKeys() {
        return entries.entrySet().stream()
                .filter(entry -> !asked.contains(entry.getKey()))
                .map(entry -> refusal(
                        "yaml-unknown-key",
                        entry.getValue().getKeyNode(),
                        "the key '%s' is not known here%s; known are %s"
                                .formatted(
                                        entry.getKey(), NearestWord.hint(entry.getKey(), asked), List.copyOf(asked))))
                .toList();
    }

    /** Makes something of this mapping; where its constructor refuses the values, the place is put before the sentence. */
    public <T> T located(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            refuseUnknownKeys(); // a misspelt key is what makes the values wrong
            throw new ModelException("yaml-wrong-value", place(file, node.getStartMark()) + e.getMessage(), e);
        }
    }

    /** A refusal at the value of a key (or at the mapping where the key is absent). */
    public ModelException refusal(String key, String sentence) {
        NodeTuple tuple = entries.get(key);
        return refusal("yaml-wrong-value", tuple == null ? node : tuple.getValueNode(), sentence);
    }

    private Node required(String key) {
        asked.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            throw refusal("yaml-missing-key", node, "the key '" + key + "' is missing here" + misspelt(key));
        }
        return tuple.getValueNode();
    }

    private String misspelt(String key) {
        return entries.keySet().stream()
                .filter(other -> !asked.contains(other)
                        && !NearestWord.hint(other, Set.of(key)).isEmpty())
                .findFirst()
                .map(other -> " ('" + other + "' stands there instead)")
                .orElse("");
    }

    private <T> List<T> list(String key, Function<Node, T> reader) {
        List<T> items = new ArrayList<>();
        for (Node item : sequence(required(key), key).getValue()) {
            items.add(reader.apply(item));
        }
        return List.copyOf(items);
    }

    private SequenceNode sequence(Node value, String what) {
        if (value instanceof SequenceNode sequence) {
            return sequence;
        }
        throw refusal("yaml-wrong-value", value, what + " must be a list");
    }

    private List<Double> numbers(Node value, String what) {
        return sequence(value, what).getValue().stream()
                .map(item -> number(item, "an item of " + what))
                .toList();
    }

    private String scalar(Node value, String what) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw refusal("yaml-wrong-value", value, what + " must be a text or number, and not empty");
    }

    private int integer(Node value, String what, int least, int most) {
        String text = scalar(value, what);
        try {
            int number = Integer.decode(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of bounds
        }
        throw refusal(
                "yaml-wrong-value",
                value,
                "%s is '%s', allowed is a whole number from %d to %d".formatted(what, text, least, most));
    }

    private double number(Node value, String what) {
        String text = scalar(value, what);
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for one that is not finite
        }
        throw refusal("yaml-wrong-value", value, "%s is '%s', allowed is a finite number".formatted(what, text));
    }

    private ModelException refusal(String code, Node where, String sentence) {
        return new ModelException(code, place(file, where.getStartMark()) + sentence);
    }

    private static String place(String file, Mark mark) {
        return mark == null ? file + ": " : "%s:%d:%d: ".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
