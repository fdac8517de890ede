package dev.spotter.capture.camera;

import dev.spotter.capture.CaptureException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a camera's frames as the agent sees them.
 *
 * @param width in pixels, even
 * @param height in pixels, even
 */
public record FrameSize(int width, int height) {
    /** Enough for people to recognise what there is, and for models that look at parts of it. */
    public static final FrameSize USUAL = new FrameSize(640, 480);

    private static final int LEAST = 16;
    private static final int MOST = 3840;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

    public FrameSize {
        if (width < LEAST || width > MOST || height < LEAST || height > MOST || width % 2 != 0 || height % 2 != 0) {
            throw new CaptureException(
                    "size-out-of-range",
                    null,
                    "size is %dx%d and has to be WIDTHxHEIGHT, both even and from %d to %d"
                            .formatted(width, height, LEAST, MOST));
        }
    }

    /** A size as a profile has it: {@code 640x480}. */
    public static FrameSize of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new CaptureException(
                    "size-out-of-range",
                    null,
                    "size is '%s' and has to be WIDTHxHEIGHT, such as 640x480".formatted(text));
        }
        return new FrameSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
