package dev.spotter.model;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The nodes of one YAML file: composed without constructing anything, read as what is expected, refused with their place. */
final class YamlNodes {
    private static final int MOST_LEVELS = 20;

    private final String file;

    /** @param file the file's name, for messages */
    YamlNodes(String file) {
        this.file = file;
    }

    static Node compose(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MOST_LEVELS);
        options.setCodePointLimit(Integer.MAX_VALUE); // the file's size is bounded already
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw new ModelException("yaml-syntax", name + ":1:1: the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new ModelException("yaml-syntax", place(name, mark) + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new ModelException("yaml-syntax", name + ":1:1: " + e.getMessage(), e);
        }
    }

    SequenceNode sequence(Node value, String what) {
        if (value instanceof SequenceNode sequence) {
            return sequence;
        }
        throw refusal("yaml-wrong-value", value, what + " must be a list");
    }

    String scalar(Node value, String what) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw refusal("yaml-wrong-value", value, what + " must be a text or number, and not empty");
    }

    double number(Node value, String what) {
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

    ModelException refusal(String code, Node where, String sentence) {
        return new ModelException(code, place(file, where.getStartMark()) + sentence);
    }

    /** {@code file:line:column: } of a node. */
    String place(Node node) {
        return place(file, node.getStartMark());
    }

    private static String place(String file, Mark mark) {
        return mark == null ? file + ": " : "%s:%d:%d: ".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
