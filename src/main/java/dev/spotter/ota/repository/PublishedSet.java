package dev.spotter.ota.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.UpdateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A set as the technician describes it: all that a device runs, changed together or not at all.
 *
 * @param name such as {@code 2026-11-a}
 * @param description for people; empty for none
 * @param folders of model packages and ensembles
 * @param profile a fragment of a device profile that comes with it
 * @param hardware that it is for, such as {@code aarch64} or a board's name; empty for any
 * @param agentLeast the first version of the agent that runs it
 * @param agentBelow the first version of the agent that does not run it any more
 */
public record PublishedSet(
        String name,
        String description,
        List<Path> folders,
        Optional<Path> profile,
        List<String> hardware,
        Optional<String> agentLeast,
        Optional<String> agentBelow) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final Pattern HARDWARE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}");

    public PublishedSet {
        requireName("set", name);
        if (folders.isEmpty()) {
            throw refused("the set %s has no folder of a model or an ensemble", name);
        }
        hardware.stream()
                .filter(one -> !HARDWARE.matcher(one).matches())
                .findAny()
                .ifPresent(one -> {
                    throw refused("'%s' is no name of hardware; such as aarch64", one);
                });
        agentLeast.ifPresent(PublishedSet::requireVersion);
        agentBelow.ifPresent(PublishedSet::requireVersion);
        folders = List.copyOf(folders);
        hardware = List.copyOf(hardware);
    }

    static void requireName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused("'%s' is no name of a %s; allowed are a-z, 0-9, '-' and '.'", name, what);
        }
    }

    private static void requireVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw refused("'%s' is no version of the agent; such as 0.1.0", version);
        }
    }

    private static UpdateException refused(String sentence, Object... arguments) {
        return new UpdateException("bad-set", sentence.formatted(arguments));
    }

    /** What the manifest's target says besides: on which devices the set runs. */
    ObjectNode custom() {
        ObjectNode custom = JsonNodeFactory.instance.objectNode();
        if (!hardware.isEmpty()) {
            hardware.forEach(custom.putArray("hardware")::add);
        }
        if (agentLeast.isPresent() || agentBelow.isPresent()) {
            ObjectNode agent = custom.putObject("agent");
            agentLeast.ifPresent(version -> agent.put("least", version));
            agentBelow.ifPresent(version -> agent.put("below", version));
        }
        return custom;
    }
}
