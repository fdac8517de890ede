"""Members trained once without each person, for what is fitted on top of them (`spotter ensemble fit`, `eval --leave-one-out`)."""

from .package import write_yaml


def folder_name(subjects):
    return "without-" + "-".join(subjects)


def write_folds(folder, folds):
    """folds.yaml: whom each folder of members has never seen. `folds`: tuples of subjects, each named as the recordings name it; the
    members are ordinary packages in `folder / folder_name(subjects) / member`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [{"without": list(subjects), "folder": folder_name(subjects)} for subjects in folds]
    write_yaml(folder / "folds.yaml", {"folds": entries})
