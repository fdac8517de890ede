/** The Update Framework, client side (specification 1.0): which files a device may believe, and their download. */
package dev.spotter.ota.tuf;
