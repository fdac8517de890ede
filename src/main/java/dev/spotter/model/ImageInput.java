package dev.spotter.model;

import java.util.Locale;

/**
 * A picture: a tensor of 1 x height x width x colours.
 *
 * @param name its name within the package
 * @param meaning what the picture shows, in a sentence
 * @param width in pixels
 * @param height in pixels
 * @param colours what stands in the last dimension
 * @param normalisation of colour values 0 to 255, a pair a colour
 * @param fit how a picture of other proportions comes to the tensor's
 * @param region how a detected part of a picture is cut out
 */
public record ImageInput(
        String name,
        String meaning,
        int width,
        int height,
        Colours colours,
        Normalisation normalisation,
        Fit fit,
        RegionRule region)
        implements ModelInput {
    static final int MOST_PIXELS_A_SIDE = 4096;

    /** The order of the colour values of a pixel. */
    public enum Colours {
        /** Red, green, blue. */
        RGB(3),
        /** One value, ITU-R BT.601 luma of the colours. */
        GREY(1);

        private final int count;

        Colours(int count) {
            this.count = count;
        }

        /** Values a pixel. */
        public int count() {
            return count;
        }
    }

    /** How a picture of other proportions than the tensor's comes to fill it. */
    public enum Fit {
        /** All of it is seen, in the middle, its proportions kept; what is beside it is black. */
        LETTERBOX,
        /** All of it is seen, its proportions lost. */
        STRETCH,
        /** Its middle is seen, as much as there is in the tensor's proportions. */
        CROP
    }

    public ImageInput {
        if (width < 1 || height < 1 || width > MOST_PIXELS_A_SIDE || height > MOST_PIXELS_A_SIDE) {
            throw new IllegalArgumentException("input %s is %d x %d pixels, allowed are 1 to %d a side"
                    .formatted(name, width, height, MOST_PIXELS_A_SIDE));
        }
        normalisation.requireChannels(name, colours.count());
    }

    @Override
    public int elements() {
        return width * height * colours.count();
    }

    @Override
    public String summary() {
        return "image %d x %d %s".formatted(width, height, colours.name().toLowerCase(Locale.ROOT));
    }
}
