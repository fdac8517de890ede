package dev.spotter.evaluation.bench;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a benchmark found.
 *
 * @param name as documented; stays
 * @param value in that unit
 * @param floor in the same unit, from the same run; empty where there is none
 */
public record Figure(String name, double value, String unit, OptionalDouble floor) {
    public Figure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(floor, "floor");
        if (!Double.isFinite(value) || floor.isPresent() && !(floor.getAsDouble() > 0)) {
            throw new IllegalArgumentException(
                    "figure " + name + " has value " + value + " and floor " + floor + "; a floor is above 0");
        }
    }

    /** Value over floor. */
    public OptionalDouble ratio() {
        return floor.isPresent() ? OptionalDouble.of(value / floor.getAsDouble()) : OptionalDouble.empty();
    }
}
