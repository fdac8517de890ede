package dev.spotter.capture.motion;

import dev.spotter.observation.Frame;
import java.util.Arrays;

/**
 * Decides which frames models look at: those in which something may have moved, and one now and then.
 *
 * <p>A frame is compared with the last one that was looked at, not with the last one that came, so that what moves slowly
 * adds up until it is seen. The measure is the mean luma of overlapping squares of 16 x 16 pixels, eight apart (of a picture
 * under 320 x 240, 8 x 8 and four apart); motion is three of them that changed by more than their sensitivity says. Two
 * things are taken out before:
 *
 * <ul>
 *   <li>what changed everywhere alike (clouds, a camera that sets its exposure): the median of all squares, up to {@value
 *       #MOST_SHIFT} levels; more is motion;
 *   <li>noise: as three quarters of the squares change by less than the noise does, a threshold is at least four times
 *       their 75th percentile, but never more than twice what the sensitivity says, so that no noise hides a person.
 * </ul>
 *
 * <p>After motion the gate stays open for {@value #HOLD_MILLIS} ms. One thread; nothing is allocated once it is made.
 */
public final class MotionGate {
    private static final int MOST_SHIFT = 12;
    private static final long HOLD_MILLIS = 500;
    private static final long HOLD_NANOS = HOLD_MILLIS * 1_000_000;
    /** Squares that must have changed; one cell that changes much is in four of them. */
    private static final int LEAST_SQUARES = 3;

    private static final int OVER_NOISE = 4;
    private static final int MOST_OVER_SENSITIVITY = 2;
    /** Samples of a square: a change of one level changes its sum by so many. */
    private static final int SQUARE = 4 * LumaCells.SAMPLES;
    /** Sums are counted in bins of an eighth of a level, up to 32 levels either way. */
    private static final int BIN_SHIFT = 4;

    private static final int BINS = 512;

    private static final int UNWATCHED = Integer.MAX_VALUE;

    private final LumaCells cells;
    private final boolean always;
    private final long lookEveryNanos;
    private final int across;
    private final int down;
    /** Whether a cell's changes count. */
    private final boolean[] watched;
    /** By how much the sum of the square must change that begins at a cell. */
    private final int[] thresholds;

    private final int[] bins = new int[BINS];
    private final int[] differences;
    private final int[] changes;
    private int[] now;

    // valid since the last look
    private int[] looked;
    private boolean blind = true;
    private long lookedNanos;
    private long openUntilNanos;

    /**
     * @param width of all frames, in pixels
     * @param height of all frames, in pixels
     */
    public MotionGate(MotionConfiguration configuration, int width, int height) {
        cells = new LumaCells(width, height);
        // Of a picture without two squares nothing can be said; nobody has such a camera.
        always = configuration.always() || !cells.several();
        lookEveryNanos = configuration.lookEvery().toNanos();
        across = cells.across();
        down = cells.down();
        now = new int[across * down];
        looked = new int[across * down];
        differences = new int[across * down];
        changes = new int[across * down];
        watched = new boolean[across * down];
        thresholds = new int[across * down];
        Arrays.fill(thresholds, UNWATCHED);
        int[] levels = levels(configuration);
        for (int cell = 0; cell < levels.length; cell++) {
            watched[cell] = levels[cell] != Sensitivity.OFF.levels();
        }
        for (int y = 0; y + 1 < down; y++) {
            for (int x = 0; x + 1 < across; x++) {
                int cell = y * across + x;
                int most = Math.min(
                        Math.min(levels[cell], levels[cell + 1]),
                        Math.min(levels[cell + across], levels[cell + across + 1]));
                if (most != Sensitivity.OFF.levels()) {
                    thresholds[cell] = most * SQUARE;
                }
            }
        }
    }

    private int[] levels(MotionConfiguration configuration) {
        int[] levels = new int[across * down];
        Arrays.fill(levels, configuration.sensitivity().levels());
        for (MotionZone zone : configuration.zones()) {
            for (int y = 0; y < down; y++) {
                for (int x = 0; x < across; x++) {
                    if (zone.polygon().contains(cells.middleX(x), cells.middleY(y))) {
                        levels[y * across + x] = zone.sensitivity().levels();
                    }
                }
            }
        }
        return levels;
    }

    /**
     * Whether models are to look at this frame; the gate then takes it that they do.
     *
     * @param frame masked, of the gate's size
     */
    public boolean opens(Frame frame) {
        if (always) {
            return true;
        }
        cells.sum(frame, now);
        long time = frame.timeNanos();
        boolean due = blind || time - lookedNanos >= lookEveryNanos || time < lookedNanos;
        if (!blind && moved()) {
            openUntilNanos = time + HOLD_NANOS;
        } else if (!due && time > openUntilNanos) {
            return false;
        }
        int[] before = looked;
        looked = now;
        now = before;
        lookedNanos = time;
        openUntilNanos = blind ? time : openUntilNanos;
        blind = false;
        return true;
    }

    /** What comes next does not continue what came before: it is looked at, whatever it shows. */
    public void reset() {
        blind = true;
    }

    private boolean moved() {
        int squares = change();
        int shift = median(squares);
        if (Math.abs(shift) > MOST_SHIFT * SQUARE) {
            return true;
        }
        int noise = OVER_NOISE * spread(squares, shift);
        int moved = 0;
        for (int cell = 0; cell < thresholds.length; cell++) {
            int threshold = thresholds[cell];
            if (threshold != UNWATCHED
                    && Math.abs(changes[cell] - shift)
                            > Math.max(threshold, Math.min(noise, MOST_OVER_SENSITIVITY * threshold))) {
                moved++;
            }
        }
        return moved >= LEAST_SQUARES;
    }

    /** By how much each square changed since the last look, and how many changed by how much; how many there are. */
    private int change() {
        for (int cell = 0; cell < now.length; cell++) {
            differences[cell] = watched[cell] ? now[cell] - looked[cell] : 0;
        }
        Arrays.fill(bins, 0);
        int squares = 0;
        for (int cell = 0; cell < thresholds.length; cell++) {
            if (thresholds[cell] != UNWATCHED) {
                int change = differences[cell]
                        + differences[cell + 1]
                        + differences[cell + across]
                        + differences[cell + across + 1];
                changes[cell] = change;
                bins[Math.clamp((change >> BIN_SHIFT) + BINS / 2, 0, BINS - 1)]++;
                squares++;
            }
        }
        return squares;
    }

    /** The middle of the bin in which half of the squares are reached. */
    private int median(int squares) {
        int bin = 0;
        for (int counted = bins[0]; 2 * counted < squares; counted += bins[bin]) {
            bin++;
        }
        return (bin - BINS / 2 << BIN_SHIFT) + (1 << BIN_SHIFT - 1);
    }

    /** How far from the median three quarters of the squares are. */
    private int spread(int squares, int median) {
        int middle = (median >> BIN_SHIFT) + BINS / 2;
        int away = 0;
        for (int counted = bins[middle]; 4 * counted < 3 * squares; ) {
            away++;
            counted +=
                    (middle - away >= 0 ? bins[middle - away] : 0) + (middle + away < BINS ? bins[middle + away] : 0);
        }
        return (away << BIN_SHIFT) + (1 << BIN_SHIFT - 1);
    }
}
