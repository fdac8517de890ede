"""Says whether the set of models that a device's folder of updates names as the one that runs is all there.

Knows the layout (active.json, sets/SET/set.json, hashes in it) and nothing of the program that writes it. Reads folders, one
a line, and answers each with a line: the set's name or "shipped", or "broken: " and what is wrong with it.
"""

import hashlib
import json
import os
import sys


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def files_of(manifest):
    for folder, content in manifest["folders"].items():
        for name, file in content["files"].items():
            yield folder + "/" + name, file
    if "profile" in manifest:
        yield "profile.yaml", manifest["profile"]


def check(folder):
    active = os.path.join(folder, "active.json")
    if not os.path.lexists(active):
        return "shipped"
    with open(active, encoding="utf-8") as file:
        name = json.load(file)["set"]
    if name == "shipped":
        return name
    place = os.path.join(folder, "sets", name)
    with open(os.path.join(place, "set.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    if manifest["set"] != name:
        return f"broken: the manifest of {name} is that of {manifest['set']}"
    expected = dict(files_of(manifest))
    for path, file in expected.items():
        full = os.path.join(place, path)
        if os.path.islink(full) or not os.path.isfile(full):
            return f"broken: {name} has no {path}"
        if os.path.getsize(full) != file["length"] or digest(full) != file["sha256"]:
            return f"broken: {path} of {name} is another file"
    for above, _, names in os.walk(place):
        for each in names:
            path = os.path.relpath(os.path.join(above, each), place)
            if path != "set.json" and path not in expected:
                return f"broken: {path} does not belong to {name}"
    return name


for line in sys.stdin:
    try:
        answer = check(line.rstrip("\n"))
    except Exception as problem:  # whatever it is, the device could not run its models
        answer = "broken: " + repr(problem).replace("\n", " ")
    print(answer, flush=True)
