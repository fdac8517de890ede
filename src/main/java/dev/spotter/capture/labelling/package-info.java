/** Sets that people label while a source is being recorded: by key, by command or on the page. */
package dev.spotter.capture.labelling;
