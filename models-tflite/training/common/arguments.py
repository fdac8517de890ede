"""The arguments that make.sh gives to each task."""

import argparse
from pathlib import Path


def parsed(task, description):
    """`data`, `models` and `folds` are folders; `fast`: a smoke run; `folds_only`: nothing that is shipped."""
    parser = argparse.ArgumentParser(prog=task, description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of the recordings, a folder in it for each set")
    parser.add_argument("--models", type=Path, required=True, help="folder that gets a package per model")
    parser.add_argument("--folds", type=Path, required=True, help="folder that gets the members without each person")
    parser.add_argument("--fast", action="store_true", help="a smoke run, for models that are no good")
    parser.add_argument("--folds-only", action="store_true", help="only the members without each person")
    return parser.parse_args()
