/** Pictures from files, without java.awt: BMP and PNG by ourselves, JPEG through TurboJPEG. */
package dev.spotter.model.picture;
