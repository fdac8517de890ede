package dev.spotter.capture.camera;

import dev.spotter.observation.Polygon;
import java.util.BitSet;
import java.util.List;

/**
 * The pixels that a polygon covers a part of, however small. Such a pixel is one through whose inside an edge passes, or
 * whose middle the polygon winds around: where no edge passes through a square, all of it is inside or all of it is outside.
 */
final class PolygonPixels {
    /** So much of a pixel's side is no part of it: what rounding does to an edge on the border between two. */
    private static final double NOTHING = 1e-6;

    private final int width;
    private final int height;
    private final BitSet pixels;

    /** @param pixels where pixel {@code y * width + x} is marked */
    PolygonPixels(int width, int height, BitSet pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    void mark(Polygon polygon) {
        List<Polygon.Corner> corners = polygon.corners();
        for (int i = 0; i < corners.size(); i++) {
            markEdge(corners.get(i), corners.get((i + 1) % corners.size()));
        }
        for (int y = 0; y < height; y++) {
            markInside(corners, y);
        }
    }

    private void markEdge(Polygon.Corner from, Polygon.Corner to) {
        double x0 = from.x() * width;
        double y0 = from.y() * height;
        double x1 = to.x() * width;
        double y1 = to.y() * height;
        double top = Math.min(y0, y1);
        double bottom = Math.max(y0, y1);
        for (int y = first(top); y <= last(bottom, height); y++) {
            // where it enters the row and where it leaves it; all of it where it is level
            double enters = y0 == y1 ? x0 : xAt(x0, y0, x1, y1, Math.max(y, top));
            double leaves = y0 == y1 ? x1 : xAt(x0, y0, x1, y1, Math.min(y + 1, bottom));
            markRun(y, Math.min(enters, leaves), Math.max(enters, leaves));
        }
    }

    private static double xAt(double x0, double y0, double x1, double y1, double y) {
        return x0 + Math.clamp((y - y0) / (y1 - y0), 0.0, 1.0) * (x1 - x0);
    }

    /** Marks the pixels of a row whose middles the polygon winds around. */
    private void markInside(List<Polygon.Corner> corners, int y) {
        double middle = y + 0.5;
        double[] crossings = new double[corners.size()];
        int[] directions = new int[corners.size()];
        int count = 0;
        for (int i = 0; i < corners.size(); i++) {
            Polygon.Corner from = corners.get(i);
            Polygon.Corner to = corners.get((i + 1) % corners.size());
            double y0 = from.y() * height;
            double y1 = to.y() * height;
            if (y0 <= middle != y1 <= middle) {
                double x = xAt(from.x() * width, y0, to.x() * width, y1, middle);
                int at = count++;
                for (; at > 0 && crossings[at - 1] > x; at--) {
                    crossings[at] = crossings[at - 1];
                    directions[at] = directions[at - 1];
                }
                crossings[at] = x;
                directions[at] = y0 <= middle ? 1 : -1;
            }
        }
        int winding = 0;
        for (int i = 0; i + 1 < count; i++) {
            winding += directions[i];
            if (winding != 0) {
                markRun(y, crossings[i], crossings[i + 1]);
            }
        }
    }

    private void markRun(int y, double from, double to) {
        int first = first(from);
        int last = last(to, width);
        if (first <= last) {
            pixels.set(y * width + first, y * width + last + 1);
        }
    }

    /** The first square that reaches beyond a place. */
    private static int first(double from) {
        return (int) Math.floor(from + NOTHING);
    }

    /** The last square that begins before a place. */
    private static int last(double to, int count) {
        return Math.min(count, (int) Math.ceil(to - NOTHING)) - 1;
    }
}
