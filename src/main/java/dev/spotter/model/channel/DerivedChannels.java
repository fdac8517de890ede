package dev.spotter.model.channel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The channels that are computed where a model asks for them by name. docs/model-packages.md lists them. */
public final class DerivedChannels {
    private static final List<Function<String, Optional<DerivedChannel>>> FAMILIES =
            List.of(InertialChannels::find, BodyChannels::find);

    private DerivedChannels() {}

    /** The derived channel of a name, where there is one. */
    public static Optional<DerivedChannel> find(String name) {
        return FAMILIES.stream().flatMap(family -> family.apply(name).stream()).findFirst();
    }
}
