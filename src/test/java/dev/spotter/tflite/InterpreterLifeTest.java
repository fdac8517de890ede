package dev.spotter.tflite;

import static dev.spotter.tflite.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotter.SharedFiles;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing in any order and by any thread, and what is left after it: refusals, never a crash. */
class InterpreterLifeTest {
    private static final TfLite LITE = LoadedLibrary.get();

    @ParameterizedTest
    @ValueSource(strings = {"model first", "interpreters first", "in between"})
    void things_may_be_closed_in_any_order(String order) {
        TfLiteModel model = model();
        TfLiteInterpreter first = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(2));
        TfLiteInterpreter second = TfLiteInterpreter.create(model, InterpreterOptions.builtin(1));
        List<AutoCloseable> things =
                switch (order) {
                    case "model first" -> List.of(model, first, second);
                    case "interpreters first" -> List.of(second, first, model);
                    default -> List.of(first, model, second);
                };
        for (AutoCloseable thing : things) {
            for (TfLiteInterpreter interpreter : List.of(first, second)) {
                if (things.indexOf(interpreter) >= things.indexOf(thing)) {
                    interpreter.invoke();
                    assertThat(interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE))
                            .hasSize(640);
                }
            }
            assertThat(thing).satisfies(AutoCloseable::close).satisfies(AutoCloseable::close);
        }
    }

    @Test
    void every_use_of_a_closed_interpreter_is_refused() {
        try (TfLiteModel model = model()) {
            TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
            TfLiteTensor input = interpreter.inputs().getFirst();
            MemorySegment segment = input.data();
            MemorySegment slice = segment.asSlice(4, 8);
            interpreter.close();
            assertRefused(TfLiteFailure.CLOSED, interpreter::invoke).hasMessageContaining("ad01_int8.tflite is closed");
            assertRefused(TfLiteFailure.CLOSED, interpreter::allocate);
            assertRefused(TfLiteFailure.CLOSED, interpreter::inputs);
            assertRefused(TfLiteFailure.CLOSED, interpreter::outputs);
            assertRefused(TfLiteFailure.CLOSED, interpreter::tensors);
            assertRefused(TfLiteFailure.CLOSED, interpreter::resetVariables);
            assertRefused(TfLiteFailure.CLOSED, interpreter::releaseTensors);
            assertRefused(TfLiteFailure.CLOSED, () -> interpreter.resizeInput(0, 1, 640));
            assertRefused(TfLiteFailure.CLOSED, input::data);
            assertThat(input.shape()).containsExactly(1, 640);
            assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> slice.fill((byte) 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_closed_model_gives_no_more_interpreters() {
        TfLiteModel model = model();
        model.close();
        assertRefused(TfLiteFailure.CLOSED, () -> TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1)))
                .hasMessageContaining("ad01_int8.tflite is closed");
    }

    @Test
    void an_interpreter_made_here_works_there_and_each_thread_has_its_own_segments() throws Exception {
        try (TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
                ExecutorService worker = Executors.newSingleThreadExecutor()) {
            MemorySegment mine = interpreter.inputs().getFirst().data();
            byte[] result = worker.submit(() -> {
                        interpreter.inputs().getFirst().data().fill((byte) 3);
                        interpreter.invoke();
                        return interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE);
                    })
                    .get();
            assertThat(mine.get(ValueLayout.JAVA_BYTE, 0)).as("the same memory").isEqualTo((byte) 3);
            assertThat(interpreter.outputs().getFirst().data().toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(result);
            assertThatThrownBy(() -> worker.submit(() -> mine.fill((byte) 0)).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(WrongThreadException.class);
        }
    }

    @Test
    void threads_that_take_turns_find_their_segments_again_and_map_nothing_anew() throws Exception {
        try (TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
                ExecutorService one = Executors.newSingleThreadExecutor();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Callable<MemorySegment> look = () -> {
                MemorySegment input = interpreter.inputs().getFirst().data();
                input.fill((byte) 3);
                interpreter.invoke();
                return input;
            };
            MemorySegment ofOne = one.submit(look).get();
            MemorySegment ofOther = other.submit(look).get();
            for (int turn = 0; turn < 10; turn++) {
                assertThat(one.submit(look).get()).isSameAs(ofOne);
                assertThat(other.submit(look).get()).isSameAs(ofOther);
            }
        }
    }

    @Test
    void memory_that_a_living_thread_maps_outlasts_the_closing_by_another() throws Exception {
        try (TfLiteModel model = model();
                ExecutorService worker = Executors.newSingleThreadExecutor()) {
            TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
            MemorySegment held =
                    worker.submit(() -> interpreter.inputs().getFirst().data()).get();
            interpreter.close();
            worker.submit(() -> held.fill((byte) 1)).get();
            assertRefused(TfLiteFailure.CLOSED, () -> interpreter.inputs().getFirst());
        }
    }

    @Test
    void tensors_do_not_move_while_another_thread_maps_them() throws Exception {
        try (TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
                ExecutorService worker = Executors.newSingleThreadExecutor()) {
            MemorySegment held =
                    worker.submit(() -> interpreter.inputs().getFirst().data()).get();
            assertRefused(TfLiteFailure.TENSORS_HELD, () -> interpreter.resizeInput(0, 2, 640))
                    .hasMessageContaining("releaseTensors");
            worker.submit(interpreter::releaseTensors).get();
            assertThatThrownBy(() -> worker.submit(() -> held.fill((byte) 0)).get())
                    .hasCauseInstanceOf(IllegalStateException.class);
            interpreter.resizeInput(0, 2, 640);
            interpreter.allocate();
            interpreter.invoke();
        }
    }

    @Test
    void tensors_that_a_thread_mapped_which_has_ended_may_move() throws Exception {
        try (TfLiteModel model = model();
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1))) {
            Thread ended =
                    new Thread(() -> interpreter.inputs().getFirst().data().fill((byte) 0));
            ended.start();
            ended.join();
            interpreter.resizeInput(0, 2, 640);
            interpreter.allocate();
            interpreter.invoke();
        }
    }

    @Test
    void threads_that_collide_are_refused_and_closing_in_the_middle_ends_them() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (TfLiteModel model = TfLiteModel.of(LITE, SharedFiles.models("mlperf-tiny/vww_96_int8.tflite"))) {
                TfLiteInterpreter interpreter = TfLiteInterpreter.create(model, InterpreterOptions.xnnpack(1));
                AtomicInteger done = new AtomicInteger();
                CountDownLatch running = new CountDownLatch(4);
                List<String> codes = new ArrayList<>();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    threads.add(Thread.ofPlatform().start(() -> {
                        while (true) {
                            try {
                                interpreter.inputs().getFirst().data().fill((byte) 1);
                                interpreter.invoke();
                                done.incrementAndGet();
                                running.countDown();
                            } catch (TfLiteException refusal) {
                                if (refusal.failure() != TfLiteFailure.INTERPRETER_BUSY) {
                                    synchronized (codes) {
                                        codes.add(refusal.code());
                                    }
                                    return;
                                }
                            }
                        }
                    }));
                }
                running.await();
                interpreter.close();
                for (Thread thread : threads) {
                    thread.join();
                }
                assertThat(codes).containsExactly("closed", "closed", "closed");
                assertThat(done).hasPositiveValue();
            }
        }
    }

    @Test
    void options_say_what_is_allowed() {
        assertThatThrownBy(() -> InterpreterOptions.xnnpack(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads: 0; allowed are 1 to 64");
    }

    private static TfLiteModel model() {
        return TfLiteModel.of(LITE, SharedFiles.models("mlperf-tiny/ad01_int8.tflite"));
    }
}
