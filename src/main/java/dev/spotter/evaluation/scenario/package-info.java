/** What a site holds against new models: its own scenarios and the sets that people labelled there, replayed with the models that run and with the new ones. */
package dev.spotter.evaluation.scenario;
