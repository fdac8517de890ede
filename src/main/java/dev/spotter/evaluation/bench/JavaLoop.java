package dev.spotter.evaluation.bench;

import dev.spotter.tflite.InterpreterOptions;
import dev.spotter.tflite.TfLite;
import dev.spotter.tflite.TfLiteInterpreter;
import dev.spotter.tflite.TfLiteModel;
import dev.spotter.tflite.TfLiteTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** The loop as the agent runs it. */
final class JavaLoop implements InferenceLoop {
    private static final int FRAME_PERIOD = 251;

    private final TfLiteInterpreter interpreter;
    private final TfLiteTensor input;
    private final TfLiteTensor output;
    private final byte[] frame;
    private final byte[] answer;
    private final ProcessorClock clock = ProcessorClock.ofThread();

    /** Takes the interpreter over: closing the loop closes it. */
    JavaLoop(TfLiteInterpreter interpreter) {
        this.interpreter = interpreter;
        this.input = interpreter.inputs().getFirst();
        this.output = interpreter.outputs().getFirst();
        this.frame = frame(Math.toIntExact(input.byteSize()));
        this.answer = new byte[Math.toIntExact(output.byteSize())];
    }

    static JavaLoop open(TfLite tfLite, Path model, int threads) {
        try (TfLiteModel loaded = TfLiteModel.of(tfLite, model)) {
            return new JavaLoop(TfLiteInterpreter.create(loaded, InterpreterOptions.xnnpack(threads)));
        }
    }

    /** Any bytes will do, as long as both loops get the same. */
    static byte[] frame(int bytes) {
        byte[] frame = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            frame[i] = (byte) (i % FRAME_PERIOD);
        }
        return frame;
    }

    @Override
    public long nanosFor(long inferences) {
        long begin = clock.nanos();
        for (long i = 0; i < inferences; i++) {
            infer(frame);
        }
        return clock.nanos() - begin;
    }

    /** What the input holds. */
    byte[] input() {
        return input.data().toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public byte[] answer() {
        return answer.clone();
    }

    @Override
    public void close() {
        interpreter.close();
    }

    /** One inference. */
    void infer(byte[] bytes) {
        MemorySegment.copy(bytes, 0, input.data(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        interpreter.invoke();
        MemorySegment.copy(output.data(), ValueLayout.JAVA_BYTE, 0, answer, 0, answer.length);
    }
}
