/** Whether something moved in a camera's picture since models last looked at it. */
package dev.spotter.capture.motion;
