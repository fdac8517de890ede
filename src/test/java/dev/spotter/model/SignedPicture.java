package dev.spotter.model;

import dev.spotter.SharedFiles;
import java.nio.file.Path;

/**
 * The public picture of a person, whose pixels are the signed bytes of a tensor: as a picture it looks torn, with its brightest
 * parts black, until the highest bit of each pixel is turned. The picture without a person beside it is an ordinary one.
 */
final class SignedPicture {
    /** Behind the headers and the palette. */
    private static final int PIXELS_AT = 1078;

    private SignedPicture() {}

    /** Writes it as an ordinary picture into a folder. */
    static Path person(Path folder) {
        byte[] person = DigitPackage.bytes(SharedFiles.models("tflite-micro/person.bmp"));
        for (int i = PIXELS_AT; i < person.length; i++) {
            person[i] ^= (byte) 0x80;
        }
        Path file = folder.resolve("person.bmp");
        ExamplePackage.file(file, person);
        return file;
    }
}
