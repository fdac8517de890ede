package dev.spotter.profile;

import dev.spotter.model.ModelException;
import dev.spotter.model.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Collects what is wrong while a profile is read, so that a technician sees all of it at once. */
final class Reading {
    private final List<ProfileError> errors = new ArrayList<>();

    /** Reads something; where it cannot be, the error is kept and nothing is returned. */
    <T> Optional<T> attempt(Supplier<T> reader) {
        try {
            return Optional.ofNullable(reader.get());
        } catch (ModelException e) {
            errors.add(new ProfileError(e.code(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** Makes something of the value of a key; what a room refuses is told at that value, with the room's code. */
    <T> Optional<T> make(YamlMapping mapping, String key, Supplier<T> maker) {
        return attempt(() -> {
            try {
                return maker.get();
            } catch (ModelException e) {
                throw e;
            } catch (RuntimeException e) {
                refuse(mapping, key, Failures.code(e), e.getMessage());
                return null;
            }
        });
    }

    /** Reads a section whose keys are names; an entry that cannot be read is left out. */
    <T> Map<String, T> named(YamlMapping profile, String section, Function<NamedEntry, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        attempt(() -> profile.optionalMapping(section).orElse(null)).ifPresent(entries -> {
            for (String name : entries.keys()) {
                attempt(() -> entries.mapping(name)).ifPresent(mapping -> {
                    make(entries, name, () -> {
                        Device.name("a name in " + section, name);
                        return name;
                    });
                    make(mapping, "", () -> reader.apply(new NamedEntry(name, mapping)))
                            .ifPresent(value -> read.put(name, value));
                    unknownKeys(mapping);
                });
            }
        });
        return read;
    }

    /** An entry of a section whose keys are names. */
    record NamedEntry(String name, YamlMapping mapping) {}

    /** Tells every key that nobody asked for. */
    void unknownKeys(YamlMapping mapping) {
        for (ModelException unknown : mapping.unknownKeys()) {
            errors.add(new ProfileError(unknown.code(), unknown.getMessage()));
        }
    }

    /** Tells an error at the value of a key. */
    void refuse(YamlMapping mapping, String key, Optional<String> code, String sentence) {
        ModelException located = mapping.refusal(key, sentence);
        errors.add(new ProfileError(code.orElse(located.code()), located.getMessage()));
    }

    List<ProfileError> errors() {
        return errors;
    }
}
