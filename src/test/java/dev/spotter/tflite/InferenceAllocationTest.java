package dev.spotter.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spotter.SharedFiles;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inference, with its input written and its output read, makes no garbage once warm. */
class InferenceAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MEASURED = 200;

    @ParameterizedTest
    @CsvSource({
        "mlperf-tiny/ad01_int8.tflite, 20000",
        "mlperf-tiny/vww_96_int8.tflite, 2000",
        "coral/keras_lstm_mnist_ptq.tflite, 2000"
    })
    void a_warm_inference_allocates_nothing(String file, int warmUp) {
        try (TfLiteModel model = TfLiteModel.of(LoadedLibrary.get(), SharedFiles.models(file));
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            byte[] frame = new byte[(int) interpreter.inputs().getFirst().byteSize()];
            byte[] answer = new byte[(int) interpreter.outputs().getFirst().byteSize()];
            for (int i = 0; i < warmUp; i++) {
                inference(interpreter, frame, answer);
            }
            long least = Long.MAX_VALUE;
            // The compiler may still replace code now and then; what counts is that it ends at nothing.
            for (int round = 0; round < 5 && least > 0; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < MEASURED; i++) {
                    inference(interpreter, frame, answer);
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes in " + MEASURED + " inferences").isZero();
        }
    }

    private static void inference(TfLiteInterpreter interpreter, byte[] frame, byte[] answer) {
        MemorySegment.copy(frame, 0, interpreter.inputs().getFirst().data(), ValueLayout.JAVA_BYTE, 0, frame.length);
        interpreter.invoke();
        MemorySegment.copy(interpreter.outputs().getFirst().data(), ValueLayout.JAVA_BYTE, 0, answer, 0, answer.length);
    }
}
