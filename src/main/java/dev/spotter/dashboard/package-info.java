/** REST, WebSocket and the page. */
package dev.spotter.dashboard;
