"""The public recordings, whence they are, and under which licence: for model.yaml and the cards."""

from dataclasses import dataclass

NOTICE = "training data without a stated licence: retrain on your own recordings before commercial use"


@dataclass(frozen=True)
class Dataset:
    name: str
    source: str
    licence: str
    licence_class: str  # A: may train what is shipped; C: no licence stated, the card says so


DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset("barbell-metamotion", "daveebbelaar/tracking-barbell-exercises @ 41e5b85", "none stated", "C"),
        Dataset("sisfall", "Brisabrin/FallDetectionAlgorithm @ 19c3aa2 (SisFall: Sucerquia, Lopez, Vargas-Bonilla 2017)", "none stated", "C"),
        Dataset("weda-fall", "joaojtmarques/WEDA-FALL @ 392c0bf", "none stated", "C"),
        Dataset("assist-iot-stairs", "ASSIST-IoT-SRIPAS/multimodal-fall-detection-dataset @ 7a11c96", "CC BY 4.0", "A"),
        Dataset("pose-exercise-correction", "NgoQuocBao1010/Exercise-Correction @ 202a0a8", "MIT", "A"),
        Dataset("wle-dumbbell-curl", "prontog/PracticalML_Project @ 69e168d (Velloso et al., AH'13)", "CC BY-SA 4.0", "A"),
        Dataset("imu-falls-jasonkau", "jasonkau/fall-detection-dataset-IMU @ 455ab98", "MIT", "A"),
        Dataset("simulated-falls", "training/fall/simulation.py", "Apache-2.0", "A"),
    )
}


def notice(names):
    """What model.yaml and the card must say; None where every set has a licence."""
    return NOTICE if any(DATASETS[name].licence_class == "C" for name in names) else None


def training_note(names, code):
    """The `training` section of model.yaml. `code`: folder of the task, as `training/exercise`."""
    data = [
        {"name": d.name, "source": d.source, "licence": d.licence, "class": d.licence_class} for d in (DATASETS[name] for name in names)
    ]
    said = notice(names)
    return {"data": data} | ({"notice": said} if said else {}) | {"code": code}


def table(uses, simulated=None):
    """Rows for a card. `uses`: name to (which part, what it is for); `simulated`: the same for a source that is code of ours."""
    lines = ["| data | source | licence | for |", "|---|---|---|---|"]
    for name, (part, purpose) in uses.items():
        d = DATASETS[name]
        lines.append(f"| {name} ({part}) | {d.source} | {d.licence} (class {d.licence_class}) | {purpose} |")
    for what, (source, purpose) in (simulated or {}).items():
        lines.append(f"| {what} | {source} | Apache-2.0 | {purpose} |")
    return "\n".join(lines) + "\n"
