package dev.spotter.observation;

/** What a stage can find. A consumer that does not know a kind leaves it alone. */
public sealed interface Finding
        permits AnomalyScore,
                Classification,
                Detections,
                Embeddings,
                LiftSet,
                LiftState,
                Poses,
                Repetition,
                RepetitionForm,
                Strain {}
