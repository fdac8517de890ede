package dev.spotter.ota.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spotter.ota.tuf.SignatureScheme;
import dev.spotter.ota.tuf.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A device, and a repository in somebody's hands who signs and serves what they like. It runs the set {@code good} at first. */
final class AttackedDevice implements AutoCloseable {
    /** What updates may take on its disk. */
    static final long MOST_BYTES = 8L << 20;

    static final String GOOD = "good";

    final TestRepository repository;
    final Path home;
    /** What the device's clock says. */
    Instant now = TestRepository.NOW;

    private final Path stick;
    private final Path root;
    private final SetTrial trial;
    private Updater updater;
    private final Map<String, Long> outside;

    AttackedDevice(Path home, SetTrial trial, Instant expires) {
        this.home = home;
        repository = new TestRepository(SignatureScheme.ED25519, expires);
        stick = home.resolve("stick");
        root = home.resolve("root.json");
        try {
            Files.createDirectories(home.resolve("device"));
            Files.write(root, repository.firstRoot());
            Files.writeString(home.resolve("device/profile.yaml"), "device: {}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.trial = trial;
        outside = new TreeMap<>(others());
        offer(GOOD, Map.of("digits/notes.txt", "what runs".getBytes(UTF_8)));
        try (Updater first = open((set, folder, running) -> {})) {
            assertThat(first.update(stick.toString(), Optional.empty()).state()).isEqualTo(UpdateState.PROBATION);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        commit();
    }

    /** What runs has proved itself. */
    void commit() {
        close();
        new DeviceSets(updates()).commit();
        updater = open(trial);
    }

    private Updater open(SetTrial trial) {
        return Updater.open(
                updates(),
                UpdateConfiguration.of(root).withBounds(OptionalLong.empty(), MOST_BYTES),
                new UpdateConfiguration.Device(
                        "0.1.0", Set.of("x86_64"), TestRepository.NOW.minusSeconds(86_400), Optional.empty()),
                trial,
                UpdateListener.NONE,
                () -> now);
    }

    /** The folder of the updates. */
    Path updates() {
        return home.resolve("device/ota");
    }

    /** Signs a set of these files, with a manifest that is right, and has the channel point to it. */
    void offer(String set, Map<String, byte[]> files) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", 1).put("set", set).put("description", "");
        files.forEach((path, bytes) -> {
            String target = "packages/" + TestRepository.sha256(bytes);
            repository.put("targets", target, bytes);
            int slash = path.indexOf('/');
            manifest.withObject("/folders")
                    .withObjectProperty(path.substring(0, slash))
                    .withObjectProperty("files")
                    .putObject(path.substring(slash + 1))
                    .put("sha256", TestRepository.sha256(bytes))
                    .put("length", bytes.length)
                    .put("target", target);
        });
        offerManifest(set, manifest.toString().getBytes(UTF_8));
    }

    /** Signs a manifest of any bytes, and has the channel point to it. */
    void offerManifest(String set, byte[] manifest) {
        repository.put("targets", "sets/" + set + ".json", manifest);
        repository.put(
                "targets",
                "channels/stable.json",
                "{\"set\":\"%s\"}".formatted(set).getBytes(UTF_8));
        repository.publish();
        serve();
    }

    /** What is signed and served lies on a stick from now on. */
    void serve() {
        DurableDisk.delete(stick);
        repository.write(stick);
        repository.files.clear();
    }

    /** What becomes of the set that the channel points to. */
    UpdateStatus update() throws InterruptedException {
        return update(stick.toString());
    }

    /** The same from another address. */
    UpdateStatus update(String address) throws InterruptedException {
        return updater.update(address, Optional.empty());
    }

    /** After anything: a set runs that is complete, nothing was written elsewhere, and the disk holds no more than it may. */
    void requireUnhurt() {
        ActiveSet active = ActiveSet.read(updates()).orElseThrow();
        assertThat(SetStore.isComplete(SetStore.place(updates(), active.set()), active.set()))
                .as("%s is complete", active.set())
                .isTrue();
        assertThat(others()).as("files beside the updates").isEqualTo(outside);
        assertThat(bytes()).as("bytes on the disk").isLessThan(MOST_BYTES + (1 << 20));
    }

    private Map<String, Long> others() {
        return sizes(home, path -> !path.startsWith(updates()) && !path.startsWith(stick));
    }

    /** Bytes of the updates, a file counted once under however many names. */
    private long bytes() {
        return sizes(updates(), path -> !path.startsWith(updates().resolve("sets"))).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Map<String, Long> sizes(Path folder, Predicate<Path> which) {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(which).filter(Files::isRegularFile).toList()) {
                sizes.put(path.toString(), Files.size(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }

    @Override
    public void close() {
        if (updater != null) {
            updater.close();
        }
    }
}
