package dev.spotter.pipeline;

import dev.spotter.capture.Resampler;
import java.util.ArrayList;
import java.util.List;

/**
 * Says whether somebody moves: the root mean square of a sensor's angular rate (Euclidean norm of its three axes) over
 * the last second, of the sensor that turns most. One thread; allocates nothing once made.
 */
final class MotionMeter {
    /** Degrees per second. Below it are people who stand and breathe, above it the slowest curl. */
    static final double MOVING_DPS = 17;

    /** Samples that are looked at: a second. */
    static final int SAMPLES = Resampler.RATE_HZ;

    private static final String FIRST_AXIS = "angular-rate-x";

    /** Of each sensor the channels of its three axes. */
    private final int[][] sensors;

    /** Of each sensor the squared norms of the last second. */
    private final float[][] squares;

    // valid since the last gap
    private int next;
    private int available;
    private boolean moving;

    private MotionMeter(int[][] sensors) {
        this.sensors = sensors;
        squares = new float[sensors.length][SAMPLES];
    }

    /**
     * A meter of a source's gyroscopes.
     *
     * @param channels the names of the values of a sample
     * @throws PipelineException {@code channel-missing} if none of its sensors has a gyroscope
     */
    static MotionMeter of(String source, List<String> channels) {
        List<int[]> sensors = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            String name = channels.get(channel);
            if (name.equals(FIRST_AXIS) || name.endsWith("." + FIRST_AXIS)) {
                String stem = name.substring(0, name.length() - 1);
                int y = channels.indexOf(stem + "y");
                int z = channels.indexOf(stem + "z");
                if (y >= 0 && z >= 0) {
                    sensors.add(new int[] {channel, y, z});
                }
            }
        }
        if (sensors.isEmpty()) {
            throw new PipelineException(
                    "channel-missing",
                    "a window's reference begins when angular rates show motion, but source '%s' gives only %s"
                            .formatted(source, String.join(", ", channels)));
        }
        return new MotionMeter(sensors.toArray(int[][]::new));
    }

    void add(float[] sample) {
        for (int sensor = 0; sensor < sensors.length; sensor++) {
            float square = 0;
            for (int channel : sensors[sensor]) {
                square += sample[channel] * sample[channel];
            }
            squares[sensor][next] = square;
        }
        next = next + 1 == SAMPLES ? 0 : next + 1;
        available = Math.min(available + 1, SAMPLES);
        moving = available == SAMPLES && turns();
    }

    /** Whether there was motion in the last second; not before there is a whole one. */
    boolean moving() {
        return moving;
    }

    private boolean turns() {
        for (float[] sensor : squares) {
            double sum = 0;
            for (float square : sensor) {
                sum += square;
            }
            if (sum > MOVING_DPS * MOVING_DPS * SAMPLES) {
                return true;
            }
        }
        return false;
    }

    /** What comes next does not continue what came before. */
    void clear() {
        available = 0;
        moving = false;
    }
}
