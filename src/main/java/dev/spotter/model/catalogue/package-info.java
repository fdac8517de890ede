/** Public models that can be installed: the catalogue, the download, and the way of files into the device's models. */
package dev.spotter.model.catalogue;
