package dev.spotter.ota.device;

import dev.spotter.model.transfer.HashAlgorithm;
import dev.spotter.model.transfer.TransferProgress;
import dev.spotter.ota.TargetPaths;
import dev.spotter.ota.UpdateException;
import dev.spotter.ota.tuf.Fields;
import dev.spotter.ota.tuf.StrictJson;
import dev.spotter.ota.tuf.TargetFile;
import dev.spotter.ota.tuf.TrustedTargets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Brings the files of a set onto the device: those only that it does not have, within its bounds of rate and disk. */
final class SetDownload {
    /** What stays free on the disk for everything else that the device does. */
    private static final long KEEP_FREE = 32L << 20;

    private final TrustedTargets targets;
    private final ObjectStore objects;
    private final Supplier<Set<String>> kept;
    private final UpdateConfiguration configuration;
    private final UpdateConfiguration.Device device;
    private final TransferProgress progress;

    /**
     * @param kept SHA-256 of what other sets need
     * @param meanwhile runs again and again while something is fetched; what it throws breaks that off
     */
    SetDownload(
            TrustedTargets targets,
            ObjectStore objects,
            Supplier<Set<String>> kept,
            UpdateConfiguration configuration,
            UpdateConfiguration.Device device,
            Runnable meanwhile) {
        this.targets = targets;
        this.objects = objects;
        this.kept = kept;
        this.configuration = configuration;
        this.device = device;
        progress = (done, all) -> meanwhile.run();
    }

    /** A set as the repository offers it: its manifest, read and as it came. */
    record Offered(SetManifest manifest, byte[] bytes, String sha256) {}

    /** The set that the device's channel points to. */
    String wanted() {
        String path = TargetPaths.channel(configuration.channel());
        byte[] bytes = small(path, find(path)).bytes;
        String set = Fields.of(path, StrictJson.read(path, bytes)).text("set");
        SetManifest.requireName(set);
        return set;
    }

    /** What the repository calls the manifest of a set: its SHA-256, without fetching it. */
    String manifestHash(String set) {
        return sha256(find(TargetPaths.set(set)));
    }

    /** Why a set is not for this device, without fetching it: {@code hardware-differs}, {@code agent-version-differs}. */
    Optional<UpdateException> unfit(String set) {
        TargetFile target = find(TargetPaths.set(set));
        try {
            new Fitness(set, Fields.of(target.path(), target.custom())).require(device);
            return Optional.empty();
        } catch (UpdateException e) {
            return Optional.of(e);
        }
    }

    /**
     * The manifest of a set.
     *
     * @throws UpdateException {@code target-not-found}, {@code invalid-manifest}
     */
    Offered offered(String set) {
        TargetFile target = find(TargetPaths.set(set));
        Small small = small(target.path(), target);
        SetManifest manifest = SetManifest.read(small.bytes);
        if (!manifest.set().equals(set)) {
            throw new UpdateException(
                    "invalid-manifest",
                    "the manifest of the set %s says that it is of %s".formatted(set, manifest.set()));
        }
        return new Offered(manifest, small.bytes, small.file.sha256());
    }

    /** Fetches what is missing. */
    void fetch(Offered offered) {
        SetManifest manifest = offered.manifest();
        Set<String> needed = new HashSet<>(kept.get());
        needed.add(offered.sha256());
        manifest.files().values().forEach(file -> needed.add(file.sha256()));
        objects.sweep(needed);
        Map<SetFile, String> missing = manifest.files().entrySet().stream()
                .filter(file -> !objects.holds(file.getValue()))
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (a, b) -> a, LinkedHashMap::new));
        requireRoom(manifest, missing.keySet());
        missing.forEach((file, path) -> {
            if (!objects.holds(file) && !adoptShipped(path, file)) {
                TargetFile target = find(file.target());
                if (!sha256(target).equals(file.sha256()) || target.length() != file.length()) {
                    throw new UpdateException(
                            "set-inconsistent",
                            "the set %s wants other content of '%s' than the repository signs"
                                    .formatted(manifest.set(), file.target()));
                }
                targets.download(target, objects.part(file), objects.file(file), progress);
            }
        });
    }

    private boolean adoptShipped(String path, SetFile file) {
        return device.shippedModels()
                .filter(shipped -> objects.adopt(shipped.resolve(path), file))
                .isPresent();
    }

    /** Refuses before the first byte what would not fit. */
    private void requireRoom(SetManifest manifest, Set<SetFile> missing) {
        long more = missing.stream().mapToLong(SetFile::length).sum()
                - missing.stream()
                        .mapToLong(file -> partial(objects.part(file)))
                        .sum();
        long taken = objects.bytes();
        if (taken + more > configuration.mostBytes()) {
            throw new UpdateException(
                    "over-disk-limit",
                    "the set %s needs %d bytes more, %d are taken, and updates may take %d (ota: disk)"
                            .formatted(manifest.set(), more, taken, configuration.mostBytes()));
        }
        Path place = objects.file(manifest.files().values().iterator().next()).getParent();
        long free = DurableDisk.at(place, () -> Files.getFileStore(place).getUsableSpace());
        if (more > 0 && free < more + KEEP_FREE) {
            throw new UpdateException(
                    "disk-full",
                    "the set %s needs %d bytes more and %d shall stay free, but only %d are"
                            .formatted(manifest.set(), more, KEEP_FREE, free));
        }
    }

    private static long partial(Path part) {
        return Files.exists(part) ? DurableDisk.at(part, () -> Files.size(part)) : 0;
    }

    private record Small(SetFile file, byte[] bytes) {}

    /** A target that is read here; kept as an object too, so that it is not fetched again. */
    private Small small(String path, TargetFile target) {
        if (target.length() > SetManifest.MOST_BYTES) {
            throw new UpdateException(
                    "length-exceeded",
                    "'%s' has %d bytes, at most %d are taken".formatted(path, target.length(), SetManifest.MOST_BYTES));
        }
        SetFile file = new SetFile(sha256(target), target.length(), path);
        if (!objects.holds(file)) {
            if (objects.bytes() + target.length() > configuration.mostBytes()) {
                objects.sweep(kept.get()); // what sets left that never came to be fetched
            }
            targets.download(target, objects.part(file), objects.file(file), progress);
        }
        Path object = objects.file(file);
        return new Small(file, DurableDisk.at(object, () -> Files.readAllBytes(object)));
    }

    private TargetFile find(String path) {
        return targets.find(path)
                .orElseThrow(() -> new UpdateException(
                        "target-not-found",
                        "nobody who may speak for it offers '%s' in the repository".formatted(path)));
    }

    private static String sha256(TargetFile target) {
        return Optional.ofNullable(target.content().hashes().get(HashAlgorithm.SHA256))
                .orElseThrow(() -> new UpdateException(
                        "set-inconsistent",
                        "the repository gives no SHA-256 of '%s', by which devices know files"
                                .formatted(target.path())));
    }
}
