#!/bin/sh
# Makes the exercise models again: their packages, cards and pictures.
# Usage: make.sh [DATA] [--fast]    DATA: folder of recordings, by default ../shared/data beside the repository
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
data=$repository/../shared/data
models=$repository/models-tflite
fast=
for argument in "$@"; do
    case $argument in
        --fast) fast=--fast models=$here/.fast ;; # a smoke run must not replace what is shipped
        -*) echo "make.sh: unknown option '$argument'; allowed: [DATA] [--fast]" >&2; exit 2 ;;
        *) data=$(cd "$argument" && pwd) ;;
    esac
done
if [ ! -d "$data/barbell-metamotion" ]; then
    echo "make.sh: no folder barbell-metamotion in $data; give the folder of the recordings: make.sh DATA" >&2
    exit 2
fi
python=${PYTHON:-python3.11}
if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    echo "make.sh: '$python' is no Python 3.11; set PYTHON to one" >&2
    exit 2
fi
environment=$here/.venv
if ! cmp -s "$here/requirements.txt" "$environment/installed.txt"; then
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$environment/installed.txt"
fi
cd "$here"
PYTHONHASHSEED=0 exec "$environment/bin/python" -m exercise --data "$data" --models "$models" $fast
