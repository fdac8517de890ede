package dev.spotter.model.frame;

import dev.spotter.model.ImageInput.Fit;

/**
 * The way between a frame and a model's input tensor, exact both ways up to rounding: a similarity or a stretch, as an
 * affine map. Coordinates are continuous pixels: pixel i reaches from i to i + 1, so its middle is at i + 0.5.
 *
 * <p>One object is set again and again; nothing is allocated.
 */
public final class PictureTransform {
    private int frameWidth;
    private int frameHeight;
    private int tensorWidth;
    private int tensorHeight;

    // frame x = xx * tensor x + xy * tensor y + x0, frame y alike
    private double xx = 1;
    private double xy;
    private double x0;
    private double yx;
    private double yy = 1;
    private double y0;

    /** The whole frame in the middle of the tensor, its proportions kept; bars at two sides. */
    public void letterbox(int frameWidth, int frameHeight, int tensorWidth, int tensorHeight) {
        whole(Fit.LETTERBOX, frameWidth, frameHeight, tensorWidth, tensorHeight);
    }

    /** The whole frame over the whole tensor, whatever its proportions. */
    public void stretch(int frameWidth, int frameHeight, int tensorWidth, int tensorHeight) {
        whole(Fit.STRETCH, frameWidth, frameHeight, tensorWidth, tensorHeight);
    }

    /** The whole frame, brought to the tensor's proportions. */
    public void whole(Fit fit, int frameWidth, int frameHeight, int tensorWidth, int tensorHeight) {
        part(
                fit,
                frameWidth,
                frameHeight,
                tensorWidth,
                tensorHeight,
                frameWidth / 2.0,
                frameHeight / 2.0,
                frameWidth,
                frameHeight,
                0);
    }

    /**
     * A rectangle of the frame, brought to the tensor's proportions: made longer at two sides (letterbox), shorter at two
     * sides (crop), or as it is (stretch). The rest is as of {@link #region}.
     */
    public void part(
            Fit fit,
            int frameWidth,
            int frameHeight,
            int tensorWidth,
            int tensorHeight,
            double centreX,
            double centreY,
            double width,
            double height,
            double rotation) {
        double across = width / tensorWidth;
        double down = height / tensorHeight;
        double both = fit == Fit.LETTERBOX ? Math.max(across, down) : Math.min(across, down);
        region(
                frameWidth,
                frameHeight,
                tensorWidth,
                tensorHeight,
                centreX,
                centreY,
                fit == Fit.STRETCH ? width : both * tensorWidth,
                fit == Fit.STRETCH ? height : both * tensorHeight,
                rotation);
    }

    /**
     * A rectangle of the frame over the whole tensor. It may reach over the frame's edges.
     *
     * @param centreX of the rectangle, in frame pixels
     * @param centreY of the rectangle, in frame pixels
     * @param width in frame pixels, over 0
     * @param height in frame pixels, over 0
     * @param rotation clockwise as seen, in radians: the tensor's upright is the frame's upright turned by it
     */
    public void region(
            int frameWidth,
            int frameHeight,
            int tensorWidth,
            int tensorHeight,
            double centreX,
            double centreY,
            double width,
            double height,
            double rotation) {
        this.frameWidth = frameWidth;
        this.frameHeight = frameHeight;
        this.tensorWidth = tensorWidth;
        this.tensorHeight = tensorHeight;
        double across = width / tensorWidth;
        double down = height / tensorHeight;
        double cosine = rotation == 0 ? 1 : Math.cos(rotation);
        double sine = rotation == 0 ? 0 : Math.sin(rotation);
        xx = across * cosine;
        xy = -down * sine;
        yx = across * sine;
        yy = down * cosine;
        x0 = centreX - xx * tensorWidth / 2 - xy * tensorHeight / 2;
        y0 = centreY - yx * tensorWidth / 2 - yy * tensorHeight / 2;
    }

    /** Whether rows of the tensor are rows of the frame. */
    public boolean upright() {
        return xy == 0 && yx == 0;
    }

    /** In pixels. */
    public int frameWidth() {
        return frameWidth;
    }

    /** In pixels. */
    public int frameHeight() {
        return frameHeight;
    }

    /** In pixels. */
    public int tensorWidth() {
        return tensorWidth;
    }

    /** In pixels. */
    public int tensorHeight() {
        return tensorHeight;
    }

    /** A tensor point's place in the frame, from the left, in pixels. */
    public double frameX(double tensorX, double tensorY) {
        return xx * tensorX + xy * tensorY + x0;
    }

    /** A tensor point's place in the frame, from the top, in pixels. */
    public double frameY(double tensorX, double tensorY) {
        return yx * tensorX + yy * tensorY + y0;
    }

    /** A tensor point's place in the frame, from the left, in shares of the frame's width. */
    public float shareX(double tensorX, double tensorY) {
        return (float) (frameX(tensorX, tensorY) / frameWidth);
    }

    /** A tensor point's place in the frame, from the top, in shares of the frame's height. */
    public float shareY(double tensorX, double tensorY) {
        return (float) (frameY(tensorX, tensorY) / frameHeight);
    }

    /** A frame point's place in the tensor, from the left, in pixels. */
    public double tensorX(double frameX, double frameY) {
        return (yy * (frameX - x0) - xy * (frameY - y0)) / determinant();
    }

    /** A frame point's place in the tensor, from the top, in pixels. */
    public double tensorY(double frameX, double frameY) {
        return (xx * (frameY - y0) - yx * (frameX - x0)) / determinant();
    }

    private double determinant() {
        return xx * yy - xy * yx;
    }
}
