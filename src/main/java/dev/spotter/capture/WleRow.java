package dev.spotter.capture;

/**
 * What all sensors gave at a time.
 *
 * @param person who lifted
 * @param set which set it is of, by the file
 * @param micros microseconds since 1970, of the file
 * @param values one for each of {@link WleColumns#CHANNELS}
 */
record WleRow(String person, String set, long micros, float[] values) {}
