package dev.spotter.model;

import java.util.List;

/** Where a single-shot detector's anchors are: the boxes that its offsets are counted from. */
public sealed interface AnchorConfiguration {
    /** Most grids of a detector. */
    int MOST_GRIDS = 20;

    /**
     * The middles of the cells of grids, the size of the whole input each (MediaPipe's {@code fixed_anchor_size}). Grids that
     * follow each other with the same step are one, with the anchors of them all in a cell.
     *
     * @param steps pixels of a cell's side, one for each grid
     * @param anchors how many a cell has in each grid
     */
    record Cells(List<Integer> steps, int anchors) implements AnchorConfiguration {
        static final int MOST_ANCHORS = 20;
        static final int USUAL_ANCHORS = 2;

        public Cells {
            steps = List.copyOf(steps);
            requireGrids("steps", steps);
            require(
                    anchors >= 1 && anchors <= MOST_ANCHORS,
                    "anchors is %d, allowed are 1 to %d".formatted(anchors, MOST_ANCHORS));
        }
    }

    /**
     * SSD's boxes (Liu et al. 2016, section 2.2, as TensorFlow's object detection makes them): their scale grows evenly from
     * grid to grid, each scale stands in each ratio, and then once more as a square between its own scale and the next.
     *
     * @param grids cells a side, one for each grid
     * @param leastScale of the first grid's boxes, as a share of the input
     * @param mostScale of the last grid's boxes
     * @param ratios width over height
     * @param reducedFirst whether the first grid has three boxes only: a square of a tenth, and its scale at 2 and 1/2
     */
    record Scales(List<Integer> grids, double leastScale, double mostScale, List<Double> ratios, boolean reducedFirst)
            implements AnchorConfiguration {
        static final List<Double> USUAL_RATIOS = List.of(1.0, 2.0, 0.5, 3.0, 1 / 3.0);

        public Scales {
            grids = List.copyOf(grids);
            ratios = List.copyOf(ratios);
            requireGrids("grids", grids);
            requireRatios(ratios);
            require(
                    leastScale > 0 && leastScale <= mostScale && mostScale <= 2,
                    "scales are %s to %s, allowed is an order between 0 and 2".formatted(leastScale, mostScale));
        }
    }

    /**
     * The boxes of a feature pyramid (RetinaNet, Lin et al. 2017; EfficientDet, Tan et al. 2020): at level l a grid of steps
     * of about 2^l pixels, and in each cell boxes of some sizes between one level and the next, in each ratio.
     *
     * @param style whose it is
     * @param leastLevel of the first grid
     * @param mostLevel of the last grid
     * @param sizes how many sizes an octave has
     * @param ratios width over height
     * @param scale side of the smallest box of a level, in steps
     */
    record Pyramid(Style style, int leastLevel, int mostLevel, int sizes, List<Double> ratios, double scale)
            implements AnchorConfiguration {
        static final int MOST_LEVEL = 12;
        static final List<Double> USUAL_RATIOS = List.of(1.0, 2.0, 0.5);

        public Pyramid {
            ratios = List.copyOf(ratios);
            require(
                    leastLevel >= 1 && leastLevel <= mostLevel && mostLevel <= MOST_LEVEL,
                    "levels are %d to %d, allowed is an order between 1 and %d"
                            .formatted(leastLevel, mostLevel, MOST_LEVEL));
            require(sizes >= 1 && sizes <= 10, "sizes is %d, allowed are 1 to 10".formatted(sizes));
            require(scale > 0 && scale <= 100, "scale is %s, allowed is over 0 to 100".formatted(scale));
            requireRatios(ratios);
        }
    }

    /** Whose pyramid it is; they differ in where boxes stand and in which order. */
    enum Style {
        /** The grid's steps share the side evenly; of a cell's anchors the ratio changes first. */
        EFFICIENTDET,
        /**
         * Steps are of 2^l pixels, from a corner where the side has no whole number of them; the size changes first. As in
         * TensorFlow's object detection and MediaPipe.
         */
        RETINANET
    }

    private static void requireGrids(String key, List<Integer> grids) {
        require(
                !grids.isEmpty()
                        && grids.size() <= MOST_GRIDS
                        && grids.stream().allMatch(grid -> grid >= 1 && grid <= ImageInput.MOST_PIXELS_A_SIDE),
                "%s is %s, allowed are 1 to %d whole numbers over 0".formatted(key, grids, MOST_GRIDS));
    }

    private static void requireRatios(List<Double> ratios) {
        require(
                !ratios.isEmpty()
                        && ratios.size() <= 20
                        && ratios.stream().allMatch(ratio -> ratio > 0.01 && ratio < 100),
                "ratios is %s, allowed are 1 to 20 numbers from 0.01 to 100".formatted(ratios));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
