package dev.spotter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spotter.SharedFiles;
import dev.spotter.model.AcceleratorConfiguration;
import dev.spotter.model.FrameModel;
import dev.spotter.model.ModelStore;
import dev.spotter.model.ModelTask;
import dev.spotter.model.MoveNetPackage;
import dev.spotter.model.frame.PackagedFrameModel;
import dev.spotter.observation.Finding;
import dev.spotter.observation.Poses;
import dev.spotter.tflite.TfLite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several pipelines that look through one model. Locks down turns, what is loaded, and what is given back. */
class SharedModelTest {
    private final ScriptedCamera camera = new ScriptedCamera(false);

    @Test
    void it_is_loaded_as_often_as_looks_run_side_by_side_and_unloaded_with_its_last_user() {
        ScriptedFrameLibrary library = library((_, _, _) -> Poses.NONE);
        SharedModel shared = new SharedModel(() -> library.openFrames("pose", Optional.empty()), 2);
        List<FrameModel> users = List.of(shared.open(), shared.open(), shared.open());
        assertThat(library.open).hasValue(2);
        users.getFirst().close();
        users.getFirst().close();
        users.getLast().close();
        assertThat(library.open).as("one still looks").hasValue(2);
        assertThat(users.get(1).see(camera.at(0))).isEqualTo(Poses.NONE);
        users.get(1).close();
        assertThat(library.open).hasValue(0);

        FrameModel again = shared.open();
        assertThat(again.see(camera.at(1))).isEqualTo(Poses.NONE);
        again.close();
    }

    @Test
    void those_who_wait_come_in_turn_and_waiting_is_no_time_of_the_model() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ScriptedFrameLibrary library = library((_, _, _) -> {
            order.add(Thread.currentThread().getName());
            wait(free);
            return Poses.NONE;
        });
        SharedModel shared = new SharedModel(() -> library.openFrames("pose", Optional.empty()), 1);
        List<Thread> threads = new ArrayList<>();
        TimedFrameModel last = null;
        for (int i = 0; i < 4; i++) {
            TimedFrameModel model = new TimedFrameModel("pose", shared.open(), false);
            ScriptedCamera own = new ScriptedCamera(false);
            Thread thread = Thread.ofPlatform().name("camera-" + i).start(() -> model.see(own.at(0)));
            threads.add(thread);
            boolean first = i == 0;
            await().until(() -> first ? order.size() == 1 : thread.getState() == Thread.State.WAITING);
            last = model;
        }
        long startNanos = System.nanoTime();
        await().until(() -> System.nanoTime() - startNanos > 200_000_000);
        free.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly("camera-0", "camera-1", "camera-2", "camera-3");
        assertThat(last.statistics().latency().percentileMillis(1)).isLessThan(200);
    }

    @Test
    void a_look_that_fails_gives_the_model_back() {
        AtomicInteger looks = new AtomicInteger();
        ScriptedFrameLibrary library = library((_, _, _) -> {
            if (looks.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
            }
            return Poses.NONE;
        });
        SharedModel shared = new SharedModel(() -> library.openFrames("pose", Optional.empty()), 1);
        FrameModel one = shared.open();
        FrameModel other = shared.open();
        assertThatThrownBy(() -> one.see(camera.at(0))).hasMessage("broken");
        assertThat(other.see(camera.at(1))).isEqualTo(Poses.NONE);
    }

    @Test
    void cameras_on_threads_of_their_own_see_through_a_shared_network_what_each_would_see_alone(@TempDir Path folder)
            throws Exception {
        SharedFiles.models("coral/movenet_single_pose_lightning_ptq.tflite");
        MoveNetPackage.write(folder, "movenet");
        TfLite tfLite = TfLite.load(null, folder.resolve("data"));
        StoreLibrary library = new StoreLibrary(
                new ModelStore(List.of(folder)),
                (_, _) -> {
                    throw new IllegalStateException("no windows here");
                },
                (model, accelerator) -> PackagedFrameModel.open(tfLite, model, accelerator),
                Map.of("cpu", new AcceleratorConfiguration.Xnnpack(64)));
        Finding alone;
        try (FrameModel model = library.openFrames("movenet", Optional.empty())) {
            alone = model.see(camera.at(0));
        }
        List<Thread> threads = new ArrayList<>();
        List<Finding> found = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            FrameModel model = library.openFrames("movenet", Optional.empty());
            threads.add(Thread.ofPlatform().start(() -> {
                ScriptedCamera own = new ScriptedCamera(false);
                for (int look = 0; look < 10; look++) {
                    found.add(model.see(own.at(look)));
                }
                model.close();
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found)
                .hasSize(30)
                .allSatisfy(each -> assertThat(each).usingRecursiveComparison().isEqualTo(alone));
    }

    private static ScriptedFrameLibrary library(ScriptedFrameLibrary.Script script) {
        return new ScriptedFrameLibrary().with("pose", ModelTask.POSE, script);
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
