package dev.spotter.evaluation.fit;

import dev.spotter.ensemble.EnsemblePackage;
import dev.spotter.model.ModelPackage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fit gave, and what it is worth.
 *
 * @param spec what was asked for
 * @param ensemble fitted on all people
 * @param table what it was fitted on
 * @param nested what the same fit is worth on people that it was not made on
 * @param costs of the members, by name
 * @param packages of the members, for their data and licences
 * @param gain of the whole over its best member, smoothed alike
 * @param notes for people
 */
record FittedEnsemble(
        FitSpec spec,
        EnsemblePackage ensemble,
        OutOfFoldTable table,
        NestedMeasure nested,
        Map<String, OutOfFoldCollector.Cost> costs,
        List<ModelPackage> packages,
        GainInterval gain,
        List<String> notes) {

    Figures whole() {
        return Figures.of(nested.whole());
    }

    Figures raw() {
        return Figures.of(nested.raw());
    }

    /** The members of the ensemble, smoothed and calibrated as it is. */
    Map<String, Figures> members() {
        Map<String, Figures> members = new LinkedHashMap<>();
        ensemble.memberNames()
                .forEach(member ->
                        members.put(member, Figures.of(nested.smoothed().get(member))));
        return members;
    }

    /** Without one of its members. */
    Map<String, Figures> without() {
        Map<String, Figures> without = new LinkedHashMap<>();
        ensemble.memberNames()
                .forEach(member ->
                        without.put(member, Figures.of(nested.without().get(member))));
        return without;
    }

    /** The whole, then each member, on one person each. */
    Map<String, List<Figures>> perSubject() {
        Map<String, List<Figures>> people = new LinkedHashMap<>();
        for (String subject : table.subjects()) {
            List<Figures> row = new ArrayList<>();
            row.add(Figures.of(nested.whole().of(subject)));
            ensemble.memberNames()
                    .forEach(member ->
                            row.add(Figures.of(nested.smoothed().get(member).of(subject))));
            people.put(subject, row);
        }
        return people;
    }

    /** For each member the share of the verdicts that it is asked for. */
    Map<String, Double> shares() {
        return EnsembleReplay.shares(ensemble, table);
    }

    /** What the members of a verdict take together in the mean, in milliseconds; NaN where nothing was measured. */
    double millis() {
        double millis = 0;
        for (Map.Entry<String, Double> share : shares().entrySet()) {
            OutOfFoldCollector.Cost cost = costs.get(share.getKey());
            millis += cost == null ? Double.NaN : share.getValue() * cost.millis();
        }
        return millis;
    }

    double[][] errorCorrelation() {
        return ErrorCorrelation.of(ensemble.memberNames().stream()
                .map(member -> nested.alone().get(member))
                .toList());
    }
}
