package dev.spotter.observation;

import java.util.List;

/**
 * An area of a frame, by its corners in shares of the frame: 0 is left or top, 1 right or bottom. The last corner is joined
 * to the first. Where its edges cross, what is enclosed an odd number of times is inside.
 *
 * @param corners three or more
 */
public record Polygon(List<Corner> corners) {
    private static final int LEAST = 3;
    private static final int MOST = 100;

    /**
     * A corner.
     *
     * @param x from the left, 0 to 1
     * @param y from the top, 0 to 1
     */
    public record Corner(double x, double y) {
        public Corner {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
                throw new IllegalArgumentException(
                        "a polygon has the corner [%s, %s]; allowed are shares of the frame, 0 to 1".formatted(x, y));
            }
        }
    }

    public Polygon {
        corners = List.copyOf(corners);
        if (corners.size() < LEAST || corners.size() > MOST) {
            throw new IllegalArgumentException("a polygon has %d corners; allowed are %d to %d, each [x, y]"
                    .formatted(corners.size(), LEAST, MOST));
        }
        if (onOneLine(corners)) {
            throw new IllegalArgumentException("the corners of a polygon lie on one line: " + corners);
        }
    }

    private static boolean onOneLine(List<Corner> corners) {
        Corner a = corners.getFirst();
        for (Corner b : corners) {
            for (Corner c : corners) {
                if ((b.x - a.x) * (c.y - a.y) != (c.x - a.x) * (b.y - a.y)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of corners as they are written, {@code [[x, y], …]}. */
    public static Polygon of(List<List<Double>> corners) {
        return new Polygon(corners.stream().map(Polygon::corner).toList());
    }

    private static Corner corner(List<Double> numbers) {
        if (numbers.size() != 2) {
            throw new IllegalArgumentException(
                    "a corner of a polygon has %d numbers; it is written [x, y]".formatted(numbers.size()));
        }
        return new Corner(numbers.get(0), numbers.get(1));
    }

    /** Whether a point lies inside; a point on an edge may count to either side. */
    public boolean contains(double x, double y) {
        boolean inside = false;
        for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            Corner a = corners.get(i);
            Corner b = corners.get(j);
            if (a.y > y != b.y > y && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
        }
        return inside;
    }
}
