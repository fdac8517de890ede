package dev.spotter.tflite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The head of a shared library, to name a wrong architecture before the loader only says "wrong ELF class" or nothing. */
final class ElfFile {
    private static final int MACHINE_AT = 18;
    private static final Map<Integer, String> MACHINES =
            Map.of(3, "i386", 40, "arm (32-bit)", 62, "amd64", 183, "aarch64", 243, "riscv64");

    private ElfFile() {}

    /** Throws architecture-unsupported if the file is a library for another architecture; anything that is no library is left to the loader. */
    static void requireArchitecture(Path file, String architecture) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(MACHINE_AT + 2);
        } catch (IOException failure) {
            throw new TfLiteException(TfLiteFailure.LIBRARY_UNUSABLE, "cannot read " + file + ": " + failure, failure);
        }
        if (head.length < MACHINE_AT + 2 || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
            return;
        }
        int machine = (head[MACHINE_AT] & 0xff) | (head[MACHINE_AT + 1] & 0xff) << 8;
        String of = MACHINES.getOrDefault(machine, "machine type " + machine);
        if (!of.equals(architecture)) {
            throw new TfLiteException(
                    TfLiteFailure.ARCHITECTURE_UNSUPPORTED,
                    file + " is for " + of + ", this machine is " + architecture);
        }
    }
}
