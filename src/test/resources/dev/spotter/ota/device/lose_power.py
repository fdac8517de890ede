"""What a disk holds after a loss of power, made from what it held before and the calls that crash_disk.c wrote down.

What POSIX promises, and no more: fsync of a file makes its bytes stay, fsync of a folder makes its names stay. All else may
be lost or not, each folder's names for themselves and in their order, each file's writes for themselves and in their order;
a rename within a folder happens whole or not at all, one into another folder may be there in either, both or none.

Reads requests, one a line of JSON, and answers each with "ok", a hash, or a sentence:
  {"do": "copy", "from": T, "folder": F}               makes the folder what another one is, all of it safe
  {"do": "replay", "log": L, "folder": F}              goes through the calls, and compares what they come to with the folder
  {"do": "digest", "folder": F}                        answers with a hash of all that is in the folder
  {"do": "restore", "folder": F, "keep": K, "seed": S} replaces the folder by what is left, and answers with its hash; of what
                                                       was not synced
      K = nothing      all is lost
      K = names        names stay, bytes are lost
      K = zeros        names and lengths stay, bytes are zeros
      K = data         bytes stay, names are lost
      K = some         of each folder's names and each file's writes the first ones stay, the last of these half (seed S)
"""

import hashlib
import json
import os
import random
import shutil
import sys


class File:
    def __init__(self, data=b"", mode=0o644):
        self.data = bytearray(data)
        self.pending = []
        self.mode = mode

    def sync(self):
        for change in self.pending:
            apply(self.data, change)
        self.pending = []

    def same(self, other):
        return isinstance(other, File) and self.left("data", None) == bytes(other.data)

    def left(self, keep, chance):
        data = bytearray(self.data)
        if keep == "data":
            changes = self.pending
        elif keep == "zeros":
            changes = [(kind, place, bytes(len(what)) if kind == "write" else what) for kind, place, what in self.pending]
        elif keep == "some":
            changes = self.pending[: chance.randint(0, len(self.pending))]
            if changes and changes[-1][0] == "write" and chance.random() < 0.5:
                kind, place, what = changes[-1]
                changes = changes[:-1] + [(kind, place, what[: len(what) // 2])]
        else:
            changes = []
        for change in changes:
            apply(data, change)
        return bytes(data)


def apply(data, change):
    kind, place, what = change
    if kind == "truncate":
        del data[place:]
        data.extend(bytes(place - len(data)))
    else:
        data.extend(bytes(max(0, place - len(data))))
        data[place : place + len(what)] = what


class Folder:
    def __init__(self):
        self.names = {}
        self.pending = []

    def sync(self):
        for change in self.pending:
            change(self.names)
        self.pending = []

    def same(self, other):
        mine = self.left("names", None)
        return (
            isinstance(other, Folder)
            and mine.keys() == other.names.keys()
            and all(node.same(other.names[name]) for name, node in mine.items())
        )

    def left(self, keep, chance):
        names = dict(self.names)
        if keep in ("names", "zeros"):
            kept = len(self.pending)
        else:
            kept = chance.randint(0, len(self.pending)) if keep == "some" else 0
        for change in self.pending[:kept]:
            change(names)
        return names


def put(name, node):
    return lambda names: names.__setitem__(name, node)


def take(name):
    return lambda names: names.pop(name, None)


def move(old, new, node):
    def change(names):
        names.pop(old, None)
        names[new] = node

    return change


class Disk:
    def __init__(self, folder):
        self.nodes = {}
        self.root = self.scan(folder)

    def scan(self, path):
        status = os.lstat(path)
        known = self.nodes.get(status.st_ino)
        if known is not None:
            return known
        if os.path.isdir(path):
            node = Folder()
            self.nodes[status.st_ino] = node
            node.names = {name: self.scan(os.path.join(path, name)) for name in os.listdir(path)}
        else:
            with open(path, "rb") as file:
                node = File(file.read(), status.st_mode & 0o777)
            self.nodes[status.st_ino] = node
        return node

    def replay(self, log):
        with open(log, "rb") as file:
            while line := file.readline():
                call, *rest = line.rstrip(b"\n").split(b"\t")
                kind, _, *numbers = call.decode().split(" ")
                names = [os.path.basename(path.decode()) for path in rest]
                if kind == "write":
                    inode, place, length = map(int, numbers)
                    self.nodes[inode].pending.append(("write", place, file.read(length)))
                elif kind == "truncate":
                    self.nodes[int(numbers[0])].pending.append(("truncate", int(numbers[1]), b""))
                elif kind in ("create", "mkdir"):
                    inode, above = map(int, numbers)
                    self.nodes[inode] = File() if kind == "create" else Folder()
                    self.nodes[above].pending.append(put(names[0], self.nodes[inode]))
                elif kind == "link":
                    inode, above = map(int, numbers)
                    self.nodes[above].pending.append(put(names[0], self.nodes[inode]))
                elif kind in ("unlink", "rmdir"):
                    self.nodes[int(numbers[0])].pending.append(take(names[0]))
                elif kind == "rename":
                    inode, old, new = map(int, numbers)
                    node = self.nodes[inode]
                    if old == new:
                        self.nodes[old].pending.append(move(names[0], names[1], node))
                    else:
                        self.nodes[new].pending.append(put(names[1], node))
                        self.nodes[old].pending.append(take(names[0]))
                elif kind == "chmod":
                    self.nodes[int(numbers[0])].mode = int(numbers[1], 8)
                elif kind == "fsync":
                    self.nodes[int(numbers[0])].sync()
                elif kind != "full":
                    raise ValueError("unknown call " + kind)

    def write(self, folder, keep, seed):
        shutil.rmtree(folder, ignore_errors=True)
        chance = random.Random(seed)
        written = {}

        def write(node, path):
            if isinstance(node, File):
                if node in written:
                    os.link(written[node], path)
                    return
                with open(path, "wb") as file:
                    file.write(node.left(keep, chance))
                os.chmod(path, node.mode)
            elif node in written:
                return  # a folder under two names: the repair of the disk leaves one
            else:
                os.mkdir(path)
            written[node] = path
            if isinstance(node, Folder):
                for name, child in sorted(node.left(keep, chance).items()):
                    write(child, os.path.join(path, name))

        write(self.root, folder)


def digest(folder):
    whole = hashlib.sha256()
    for above, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(folders) + sorted(files):
            path = os.path.join(above, name)
            whole.update(os.path.relpath(path, folder).encode() + b"\0")
            if name in files:
                with open(path, "rb") as file:
                    whole.update(hashlib.sha256(file.read()).digest())
    return whole.hexdigest()


disk = None
for line in sys.stdin:
    request = json.loads(line)
    folder = request["folder"]
    answer = "ok"
    try:
        if request["do"] == "copy":
            Disk(request["from"]).write(folder, "nothing", 0)
            disk = Disk(folder)
        elif request["do"] == "replay":
            disk.replay(request["log"])
            kept = Disk(folder)
            if not disk.root.same(kept.root):
                answer = "the log does not tell what became of the folder"
        elif request["do"] == "restore":
            disk.write(folder, request["keep"], request["seed"])
            answer = digest(folder)
        else:
            answer = digest(folder)
    except Exception as problem:
        answer = "failed: " + repr(problem)
    print(answer, flush=True)
