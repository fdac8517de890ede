package dev.spotter.observation;

/**
 * A rectangle in a frame, in shares of the frame: 0 is left or top, 1 right or bottom. What a model sees may reach over the
 * edges.
 *
 * @param x left edge
 * @param y top edge
 * @param width over 0
 * @param height over 0
 */
public record Box(float x, float y, float width, float height) {
    /** The whole frame. */
    public static final Box WHOLE = new Box(0, 0, 1, 1);

    public Box {
        if (!(width > 0
                && height > 0
                && Float.isFinite(x)
                && Float.isFinite(y)
                && Float.isFinite(width)
                && Float.isFinite(height))) {
            throw new IllegalArgumentException(
                    "a box has finite edges and sides over 0, not %s, %s, %s x %s".formatted(x, y, width, height));
        }
    }

    /** Intersection over union with another box, 0 to 1. */
    public float intersectionOverUnion(Box other) {
        float across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        float down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        if (across <= 0 || down <= 0) {
            return 0;
        }
        float intersection = across * down;
        return intersection / (width * height + other.width * other.height - intersection);
    }
}
