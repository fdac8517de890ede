package dev.spotter.capture;

import java.util.Map;

/**
 * Which part of a recording is judged, where it does not begin with what it is about: a recording of somebody's form
 * begins with their reference, what they do rightly at first.
 *
 * @param setFromNanos when the set begins, in nanoseconds from the start of the recording: 0 where the reference is its
 *     own beginning
 * @param fromNanos when what is judged begins
 * @param share how much of the set the recording holds, up to 1
 */
public record JudgedPart(long setFromNanos, long fromNanos, double share) {
    /** The attribute that says in seconds where the part that is judged begins, behind the reference. */
    public static final String FROM = "reference-seconds";

    /** The attribute that says in seconds where the set begins. */
    public static final String SET_FROM = "set-from-seconds";

    /** The attribute that says how much of the set there is. */
    public static final String SHARE = "set-share";

    /**
     * What the attributes of a recording say; all of it is judged where they say nothing.
     *
     * @throws CaptureException {@code recording-number-bad} if one is no number in its range
     */
    public static JudgedPart of(Recording recording) {
        return new JudgedPart(
                Math.round(number(recording, SET_FROM, 0, 3600) * 1e9),
                Math.round(number(recording, FROM, 0, 3600) * 1e9),
                number(recording, SHARE, 1, 1));
    }

    private static double number(Recording recording, String attribute, double otherwise, double most) {
        Map<String, String> attributes = recording.attributes();
        if (!attributes.containsKey(attribute)) {
            return otherwise;
        }
        try {
            double value = Double.parseDouble(attributes.get(attribute));
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new CaptureException(
                "recording-number-bad",
                null,
                "%s of recording '%s' is '%s' and has to be a number from 0 to %s"
                        .formatted(attribute, recording.name(), attributes.get(attribute), most));
    }
}
