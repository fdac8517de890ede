package dev.spotter.model;

import dev.spotter.tflite.TensorType;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Softmax with a temperature ({@link Softmax#ofLogits}) of an output tensor of quantized bytes: two of its logits differ by one
 * of 256 numbers of steps, whose powers stand in a table. Reading allocates nothing.
 */
final class LogitTable {
    private static final int STEPS = 256;

    private final TfLiteTensor tensor;
    private final int mask;
    private final int[] logits;
    /** exp(-steps x scale / temperature) */
    private final double[] powers = new double[STEPS];

    /**
     * @param tensor of bytes
     * @param temperature over 0
     */
    LogitTable(TfLiteTensor tensor, double temperature) {
        this.tensor = tensor;
        mask = tensor.type() == TensorType.UINT8 ? 0xff : -1;
        logits = new int[Math.toIntExact(tensor.elements())];
        double scale =
                tensor.quantization().isQuantized() ? tensor.quantization().scale() : 1;
        for (int steps = 0; steps < STEPS; steps++) {
            powers[steps] = Math.exp(-steps * scale / temperature);
        }
    }

    /**
     * The probabilities of what the tensor holds now.
     *
     * @param into receives them; they add up to 1
     */
    void read(float[] into) {
        MemorySegment data = tensor.data(); // of the thread that reads
        int largest = Integer.MIN_VALUE;
        for (int i = 0; i < logits.length; i++) {
            int logit = data.get(ValueLayout.JAVA_BYTE, i) & mask;
            logits[i] = logit;
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (int logit : logits) {
            sum += powers[largest - logit];
        }
        double share = 1 / sum;
        for (int i = 0; i < logits.length; i++) {
            into[i] = (float) (powers[largest - logits[i]] * share);
        }
    }
}
