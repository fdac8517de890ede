package dev.spotter.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named numbers in the order in which they are documented.
 *
 * @param values rates from 0 to 1 where the name says nothing else; NaN where there was no case
 */
public record Metrics(Map<String, Double> values) {
    public Metrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * One of the numbers.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "there is no metric '%s'; there are %s".formatted(name, values.keySet()));
        }
        return value;
    }
}
