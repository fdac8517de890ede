/** Bytes from a web server, a folder or a stick into memory or a file: bounded, resumable, checked while they stream. */
package dev.spotter.model.transfer;
