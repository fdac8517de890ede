package dev.spotter.model.adapter;

import dev.spotter.model.frame.PictureTransform;
import dev.spotter.observation.Detections;
import dev.spotter.observation.Finding;

/**
 * Makes a finding of a model's output tensors. A finding may rest on several inferences, one for each part of a frame that
 * the model looked at; {@link #begin}, then {@link #read} after each, then {@link #found}. One thread at a time. Nothing is
 * allocated but what is given away.
 *
 * <p>Outputs are not trusted: boxes and bodies that are not finite or have no area are left out.
 */
public interface ResultAdapter {
    /**
     * A new frame: forgets what was read.
     *
     * @param where the detected parts of the frame that are looked at, {@link Detections#NONE} for the whole frame
     */
    void begin(Detections where);

    /**
     * Reads the outputs as they are after an inference.
     *
     * @param transform how the frame came into the input tensor
     * @param part which of the detected parts it was, as they were given; -1 for the whole frame. Not every one may come
     */
    void read(PictureTransform transform, int part);

    /**
     * What was read since the beginning.
     *
     * @throws dev.spotter.model.ModelException {@code output-not-finite} where a verdict or a score was to be given of numbers that are none
     */
    Finding found();
}
