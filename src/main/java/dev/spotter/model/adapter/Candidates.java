package dev.spotter.model.adapter;

/**
 * Boxes that may be things: of those that are offered the surest so many, kept in arrays that are made once. Boxes are in
 * pixels of the tensor. Of equally sure ones the first counts as surer.
 */
final class Candidates {
    private static final int SIDES = 4;

    private final int capacity;
    private final int points;
    private final float[] scores;
    private final int[] labels;
    private final long[] numbers;
    /** left, top, right, bottom */
    private final float[] boxes;
    /** x, y of each point */
    private final float[] keypoints;

    // places in the arrays: while boxes are offered a heap with the least sure on top, once sorted the surest first
    private final int[] places;
    private int count;
    private long offered;

    /**
     * @param capacity most that are kept
     * @param points key points of a box
     */
    Candidates(int capacity, int points) {
        this.capacity = capacity;
        this.points = points;
        scores = new float[capacity];
        labels = new int[capacity];
        numbers = new long[capacity];
        boxes = new float[capacity * SIDES];
        keypoints = new float[capacity * points * 2];
        places = new int[capacity];
    }

    void clear() {
        count = 0;
        offered = 0;
    }

    /**
     * Takes a box, unless surer ones fill all places, its numbers are not finite or it has no area.
     *
     * @return its place, to give it its key points; -1 where it was not taken
     */
    int offer(float score, int label, double left, double top, double right, double bottom) {
        boolean sound = Float.isFinite(score)
                && Float.isFinite((float) left)
                && Float.isFinite((float) top)
                && Float.isFinite((float) right)
                && Float.isFinite((float) bottom)
                && (float) left < (float) right
                && (float) top < (float) bottom;
        if (!sound || count == capacity && score <= scores[places[0]]) {
            return -1;
        }
        int place;
        if (count < capacity) {
            place = count;
            scores[place] = score;
            numbers[place] = offered++;
            places[count++] = place;
            rise(count - 1);
        } else {
            place = places[0];
            scores[place] = score;
            numbers[place] = offered++;
            sink(0, count);
        }
        labels[place] = label;
        boxes[place * SIDES] = (float) left;
        boxes[place * SIDES + 1] = (float) top;
        boxes[place * SIDES + 2] = (float) right;
        boxes[place * SIDES + 3] = (float) bottom;
        return place;
    }

    /** Gives a box one of its points. */
    void keypoint(int place, int point, double x, double y) {
        keypoints[(place * points + point) * 2] = (float) x;
        keypoints[(place * points + point) * 2 + 1] = (float) y;
    }

    /** After the last offer: from now on {@link #place} gives the surest first. */
    void sort() {
        for (int last = count - 1; last > 0; last--) {
            int least = places[0];
            places[0] = places[last];
            places[last] = least;
            sink(0, last);
        }
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return count;
    }

    /** The place of the box of a rank; 0 is the surest, once sorted. */
    int place(int rank) {
        return places[rank];
    }

    float score(int place) {
        return scores[place];
    }

    int label(int place) {
        return labels[place];
    }

    float left(int place) {
        return boxes[place * SIDES];
    }

    float top(int place) {
        return boxes[place * SIDES + 1];
    }

    float right(int place) {
        return boxes[place * SIDES + 2];
    }

    float bottom(int place) {
        return boxes[place * SIDES + 3];
    }

    float keypointX(int place, int point) {
        return keypoints[(place * points + point) * 2];
    }

    float keypointY(int place, int point) {
        return keypoints[(place * points + point) * 2 + 1];
    }

    /** Intersection over union of two, 0 to 1. */
    float overlap(int place, int other) {
        double across = (double) Math.min(right(place), right(other)) - Math.max(left(place), left(other));
        double down = (double) Math.min(bottom(place), bottom(other)) - Math.max(top(place), top(other));
        if (across <= 0 || down <= 0) {
            return 0;
        }
        double both = across * down;
        return (float) (both / (area(place) + area(other) - both));
    }

    private double area(int place) {
        return ((double) right(place) - left(place)) * ((double) bottom(place) - top(place));
    }

    /** Moves a box and its points to sums of {@link #addTo} over the sum of the scores. */
    void move(int place, double[] sums, double weight) {
        for (int side = 0; side < SIDES; side++) {
            boxes[place * SIDES + side] = (float) (sums[side] / weight);
        }
        for (int i = 0; i < points * 2; i++) {
            keypoints[place * points * 2 + i] = (float) (sums[SIDES + i] / weight);
        }
    }

    /** Adds a box and its points, times its score, to sums of {@link #sums} numbers. */
    void addTo(double[] sums, int place) {
        for (int side = 0; side < SIDES; side++) {
            sums[side] += (double) boxes[place * SIDES + side] * scores[place];
        }
        for (int i = 0; i < points * 2; i++) {
            sums[SIDES + i] += (double) keypoints[place * points * 2 + i] * scores[place];
        }
    }

    /** How many numbers a box and its points are. */
    int sums() {
        return SIDES + points * 2;
    }

    private boolean lessSure(int place, int other) {
        return scores[place] < scores[other] || scores[place] == scores[other] && numbers[place] > numbers[other];
    }

    private void rise(int at) {
        int child = at;
        while (child > 0 && lessSure(places[child], places[(child - 1) / 2])) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void sink(int at, int size) {
        int parent = at;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && lessSure(places[child + 1], places[child])) {
                child++;
            }
            if (!lessSure(places[child], places[parent])) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private void swap(int one, int other) {
        int place = places[one];
        places[one] = places[other];
        places[other] = place;
    }
}
