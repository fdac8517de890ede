package dev.spotter.capture;

/**
 * What a camera has done since it was opened.
 *
 * @param frames frames that came
 * @param dropped those that nobody looked at, because a newer one came first
 * @param still those that were not shown to models, because nothing moved in them
 * @param restarts how often the camera was begun anew
 */
public record FrameStatistics(long frames, long dropped, long still, long restarts) {}
