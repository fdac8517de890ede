package dev.spotter.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a file of the Weight Lifting Exercises has what is read of it; all other columns are ignored.
 *
 * @param person who lifted
 * @param seconds whole seconds since 1970 at which a row was taken
 * @param micros and the microseconds behind them
 * @param set which set it is of
 * @param channels of each of {@link #CHANNELS}
 */
record WleColumns(int person, int seconds, int micros, int set, int[] channels) {
    private static final String PERSON = "user_name";
    private static final String SET = "classe";
    private static final String SECONDS = "raw_timestamp_part_1";
    private static final String MICROS = "raw_timestamp_part_2";
    private static final double COUNTS_PER_G = 256;
    private static final double COUNTS_PER_MICROTESLA = 13;
    private static final double FARTHEST_RATE = 2000;
    private static final double FARTHEST = 10_000;

    /** The sensors, each with a clock of its own. */
    static final List<String> SENSORS = List.of("belt", "arm", "dumbbell", "forearm");

    /** What a sensor measures along three axes, as the file and as a channel names it, and how. */
    private enum Quantity {
        ACCELERATION("accel", "acceleration", 1 / COUNTS_PER_G, FARTHEST),
        ANGULAR_RATE("gyros", "angular-rate", 180 / Math.PI, FARTHEST_RATE),
        MAGNETIC_FIELD("magnet", "magnetic-field", 1 / COUNTS_PER_MICROTESLA, FARTHEST);

        private final String inFile;
        private final String word;
        private final double unit;
        private final double farthest;

        Quantity(String inFile, String word, double unit, double farthest) {
            this.inFile = inFile;
            this.word = word;
            this.unit = unit;
            this.farthest = farthest;
        }
    }

    private static final List<String> AXES = List.of("x", "y", "z");

    /** How many channels a sensor gives. */
    static final int PER_SENSOR = Quantity.values().length * AXES.size();

    /** The first channel of angular rate among a sensor's. */
    static final int RATE_IN_SENSOR = Quantity.ANGULAR_RATE.ordinal() * AXES.size();

    /** Every sensor's acceleration in g, angular rate in degrees per second and magnetic field in microtesla. */
    static final List<String> CHANNELS = names((sensor, quantity, axis) -> sensor + "." + quantity.word + "-" + axis);

    private static final List<String> COLUMNS =
            names((sensor, quantity, axis) -> quantity.inFile + "_" + sensor + "_" + axis);

    private interface Naming {
        String of(String sensor, Quantity quantity, String axis);
    }

    private static List<String> names(Naming naming) {
        List<String> names = new ArrayList<>();
        for (String sensor : SENSORS) {
            for (Quantity quantity : Quantity.values()) {
                AXES.forEach(axis -> names.add(naming.of(sensor, quantity, axis)));
            }
        }
        return List.copyOf(names);
    }

    /** Whether this is the header of such a file, whole or not. */
    static boolean begins(List<String> header) {
        return header.containsAll(List.of(PERSON, SECONDS, SET));
    }

    /** Finds the columns in the header that was read last. */
    static WleColumns of(CsvRows rows, List<String> header) {
        List<String> missing = new ArrayList<>(List.of(PERSON, SECONDS, MICROS, SET));
        missing.addAll(COLUMNS);
        missing.removeAll(header);
        if (!missing.isEmpty()) {
            throw rows.bad(
                    "recording-header-unknown",
                    "the header lacks %s; all four sensors' accelerometers, gyroscopes and magnetometers are needed"
                            .formatted(String.join(", ", missing)));
        }
        return new WleColumns(
                header.indexOf(PERSON),
                header.indexOf(SECONDS),
                header.indexOf(MICROS),
                header.indexOf(SET),
                COLUMNS.stream().mapToInt(header::indexOf).toArray());
    }

    /** The row read last, or why it is none. */
    WleRow row(CsvRows rows) {
        int widest = IntStream.concat(IntStream.of(person, seconds, micros, set), IntStream.of(channels))
                .max()
                .orElseThrow();
        if (rows.fields() <= widest) {
            throw rows.bad("recording-row-bad", "a row has %d fields only".formatted(rows.fields()));
        }
        if (rows.text(person).isEmpty() || rows.text(set).isEmpty()) {
            throw rows.bad("recording-row-bad", "a row has to say who lifted and which set it is of");
        }
        float[] values = new float[channels.length];
        for (int channel = 0; channel < values.length; channel++) {
            Quantity quantity = Quantity.values()[channel / AXES.size() % Quantity.values().length];
            double value = rows.number(channels[channel], COLUMNS.get(channel)) * quantity.unit;
            if (Math.abs(value) > quantity.farthest) {
                throw rows.bad(
                        "recording-value-out-of-range",
                        "%s is %s, as %s %.0f; beyond ±%.0f no such sensor measures"
                                .formatted(
                                        COLUMNS.get(channel),
                                        rows.text(channels[channel]),
                                        CHANNELS.get(channel),
                                        value,
                                        quantity.farthest));
            }
            values[channel] = (float) value;
        }
        return new WleRow(rows.text(person), rows.text(set), micros(rows), values);
    }

    private long micros(CsvRows rows) {
        double whole = rows.number(seconds, SECONDS);
        double part = rows.number(micros, MICROS);
        if (whole < 0 || whole > 1e10 || whole != Math.rint(whole) || part < 0 || part >= 1e6) {
            throw rows.bad(
                    "recording-number-bad",
                    "the time is '%s' s and '%s' us, but has to be whole seconds since 1970 and up to 999999 us"
                            .formatted(rows.text(seconds), rows.text(micros)));
        }
        return (long) whole * 1_000_000 + (long) part;
    }
}
