package dev.spotter.capture.labelling;

import dev.spotter.capture.CaptureException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What can be labelled, and how.
 *
 * @param sources the names of the sources that are recorded
 * @param labels what can be done, in the order of the keys
 * @param subject who does it until somebody says otherwise
 * @param lead how long after the event people mark it: so much earlier every mark counts; 0 to 10 s
 * @param rest whether what lies between two sets of one subject is recorded too, as {@code rest}
 */
public record LabellingPlan(List<String> sources, List<String> labels, String subject, Duration lead, boolean rest) {
    private static final Duration LONGEST_LEAD = Duration.ofSeconds(10);

    public LabellingPlan {
        sources = List.copyOf(sources);
        labels = List.copyOf(new LinkedHashSet<>(labels));
        SetNotes.subject(subject);
        if (sources.isEmpty()) {
            throw new CaptureException("unknown-source", null, "there is no source to record");
        }
        if (labels.isEmpty()) {
            throw new CaptureException("label-bad", null, "there is no label to choose from");
        }
        for (String label : labels) {
            if (!label.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]*")) {
                throw new CaptureException(
                        "label-bad",
                        null,
                        "a label is '%s' and has to be a word such as squat or front-squat".formatted(label));
            }
        }
        if (lead.isNegative() || lead.compareTo(LONGEST_LEAD) > 0) {
            throw new CaptureException(
                    "lead-bad",
                    null,
                    "lead is %s s and has to be 0 to %d s"
                            .formatted(lead.toMillis() / 1000.0, LONGEST_LEAD.toSeconds()));
        }
    }
}
