package dev.spotter.model.channel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an inertial sensor measures, whichever way it is worn: {@code acceleration-magnitude} (Euclidean norm of the
 * specific force, g) and {@code angular-rate-magnitude} (of the angular rate, degrees per second). A sensor's name may
 * stand before: {@code belt.acceleration-magnitude}.
 */
final class InertialChannels {
    private static final String MAGNITUDE = "-magnitude";
    private static final List<String> VECTORS = List.of("acceleration", "angular-rate");

    private InertialChannels() {}

    static Optional<DerivedChannel> find(String name) {
        if (!name.endsWith(MAGNITUDE)) {
            return Optional.empty();
        }
        String vector = name.substring(0, name.length() - MAGNITUDE.length());
        if (!VECTORS.contains(vector.substring(vector.lastIndexOf('.') + 1))) {
            return Optional.empty();
        }
        List<String> axes = Stream.of("-x", "-y", "-z").map(vector::concat).toList();
        return Optional.of(new DerivedChannel(name, axes, InertialChannels::norm));
    }

    private static float norm(float[] vector) {
        return (float) Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
    }
}
