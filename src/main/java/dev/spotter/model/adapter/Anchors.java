package dev.spotter.model.adapter;

import dev.spotter.model.AnchorConfiguration;
import dev.spotter.model.AnchorConfiguration.Cells;
import dev.spotter.model.AnchorConfiguration.Pyramid;
import dev.spotter.model.AnchorConfiguration.Scales;
import dev.spotter.model.AnchorConfiguration.Style;
import java.util.ArrayList;
import java.util.List;

/** The boxes that a detector's offsets are counted from, in pixels of its input, in the order of its outputs. */
final class Anchors {
    /** Middle (from the left, from the top) and sides. */
    private record Anchor(double x, double y, double width, double height) {}

    /** A box of a cell, around the cell's middle. */
    private record Shape(double width, double height) {
        static Shape of(double width, double height, double ratio) {
            return new Shape(width * Math.sqrt(ratio), height / Math.sqrt(ratio));
        }
    }

    private final int width;
    private final int height;
    private final List<Anchor> anchors = new ArrayList<>();

    private Anchors(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Lays them out for an input of so many pixels.
     *
     * @param width of the input
     * @param height of the input
     */
    static Anchors of(AnchorConfiguration configuration, int width, int height) {
        Anchors laid = new Anchors(width, height);
        switch (configuration) {
            case Cells cells -> laid.add(cells);
            case Scales scales -> laid.add(scales);
            case Pyramid pyramid -> laid.add(pyramid);
        }
        return laid;
    }

    int count() {
        return anchors.size();
    }

    /** The middle's place from the left. */
    double x(int anchor) {
        return anchors.get(anchor).x();
    }

    /** The middle's place from the top. */
    double y(int anchor) {
        return anchors.get(anchor).y();
    }

    double width(int anchor) {
        return anchors.get(anchor).width();
    }

    double height(int anchor) {
        return anchors.get(anchor).height();
    }

    private void add(Cells cells) {
        List<Integer> steps = cells.steps();
        int grid = 0;
        while (grid < steps.size()) {
            int step = steps.get(grid);
            List<Shape> shapes = new ArrayList<>();
            for (; grid < steps.size() && steps.get(grid) == step; grid++) {
                for (int i = 0; i < cells.anchors(); i++) {
                    shapes.add(new Shape(width, height));
                }
            }
            evenGrid(ceiling(width, step), ceiling(height, step), shapes);
        }
    }

    private void add(Scales scales) {
        int grids = scales.grids().size();
        for (int grid = 0; grid < grids; grid++) {
            double scale = scale(scales, grid);
            List<Shape> shapes = new ArrayList<>();
            if (grid == 0 && scales.reducedFirst()) {
                shapes.add(Shape.of(0.1 * width, 0.1 * height, 1));
                shapes.add(Shape.of(scale * width, scale * height, 2));
                shapes.add(Shape.of(scale * width, scale * height, 0.5));
            } else {
                for (double ratio : scales.ratios()) {
                    shapes.add(Shape.of(scale * width, scale * height, ratio));
                }
                double between = Math.sqrt(scale * (grid == grids - 1 ? 1 : scale(scales, grid + 1)));
                shapes.add(new Shape(between * width, between * height));
            }
            int cells = scales.grids().get(grid);
            evenGrid(cells, cells, shapes);
        }
    }

    private static double scale(Scales scales, int grid) {
        int last = scales.grids().size() - 1;
        return last == 0
                ? (scales.leastScale() + scales.mostScale()) / 2
                : scales.leastScale() + (scales.mostScale() - scales.leastScale()) * grid / last;
    }

    private void add(Pyramid pyramid) {
        for (int level = pyramid.leastLevel(); level <= pyramid.mostLevel(); level++) {
            int step = 1 << level;
            int across = ceiling(width, step);
            int down = ceiling(height, step);
            List<Shape> shapes = new ArrayList<>();
            if (pyramid.style() == Style.EFFICIENTDET) {
                for (int size = 0; size < pyramid.sizes(); size++) {
                    double side = side(pyramid, size);
                    for (double ratio : pyramid.ratios()) {
                        shapes.add(Shape.of(side * width / across, side * height / down, ratio));
                    }
                }
                evenGrid(across, down, shapes);
            } else {
                for (double ratio : pyramid.ratios()) {
                    for (int size = 0; size < pyramid.sizes(); size++) {
                        shapes.add(Shape.of(side(pyramid, size) * step, side(pyramid, size) * step, ratio));
                    }
                }
                double left = width % step == 0 ? step / 2.0 : 0;
                double top = height % step == 0 ? step / 2.0 : 0;
                grid(across, down, left, top, step, step, shapes);
            }
        }
    }

    /** In steps. */
    private static double side(Pyramid pyramid, int size) {
        return pyramid.scale() * Math.pow(2, (double) size / pyramid.sizes());
    }

    private void evenGrid(int across, int down, List<Shape> shapes) {
        double stepX = (double) width / across;
        double stepY = (double) height / down;
        grid(across, down, stepX / 2, stepY / 2, stepX, stepY, shapes);
    }

    private void grid(int across, int down, double left, double top, double stepX, double stepY, List<Shape> shapes) {
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                for (Shape shape : shapes) {
                    anchors.add(new Anchor(left + x * stepX, top + y * stepY, shape.width(), shape.height()));
                }
            }
        }
    }

    private static int ceiling(int size, int step) {
        return (size + step - 1) / step;
    }
}
