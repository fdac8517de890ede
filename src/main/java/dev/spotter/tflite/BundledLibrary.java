package dev.spotter.tflite;

import java.nio.file.Path;

/** TensorFlow Lite's libraries in the artifact: for each machine one, its hash pinned. */
enum BundledLibrary {
    LINUX_X86_64("linux-x86_64", "amd64", "fe6884ba79d33230521e18effe111487daad40a4a30c1ffddb8d6701ab4756f3"),
    LINUX_ARM64("linux-arm64", "aarch64", "1ddeeba8b6b03173cdb2c052c5927c1803ff39f8a438f7fe9c6c412d4cfb0106");

    private final String platform;
    private final String architecture;
    private final String sha256;

    BundledLibrary(String platform, String architecture, String sha256) {
        this.platform = platform;
        this.architecture = architecture;
        this.sha256 = sha256;
    }

    /** The one for that {@code os.name} and {@code os.arch}. */
    static BundledLibrary of(String system, String architecture) {
        for (BundledLibrary library : values()) {
            if (system.equals("Linux") && library.architecture.equals(architecture)) {
                return library;
            }
        }
        throw new TfLiteException(
                TfLiteFailure.ARCHITECTURE_UNSUPPORTED,
                "there is no TensorFlow Lite library for " + system + " on " + architecture
                        + "; there are ones for Linux on amd64 and on aarch64 (64-bit systems)");
    }

    /** Where it is on the class path. */
    String resource() {
        return "org/bytedeco/tensorflowlite/" + platform + "/libjnitensorflowlite.so";
    }

    String sha256() {
        return sha256;
    }

    /** The unpacked file, which has the pinned hash. */
    Path unpackedInto(Path dataFolder) {
        Path file = dataFolder
                .resolve("native")
                .resolve(platform)
                .resolve("libtensorflowlite-" + sha256.substring(0, 12) + ".so");
        return new UnpackedLibrary(resource(), sha256, file).present();
    }
}
