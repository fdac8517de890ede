#!/bin/sh
# Makes the models again, of all tasks or of those named: their packages, cards and pictures.
# Usage: make.sh [TASK…] [--data DIR] [--fast] [--folds]
#   TASK      a folder here with a training in it, as `exercise`
#   --data    the folder of recordings, by default ../shared/data beside the repository
#   --fast    a smoke run, of models that are no good; writes to .fast, so that it does not replace what is shipped
#   --folds   only the members without each person, which are not shipped; writes to .folds/TASK
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
data=$repository/../shared/data
models=$repository/models-tflite
folds=$here/.folds
fast=
only=
tasks=
refuse() {
    echo "make.sh: $1" >&2
    exit 2
}
known=$(cd "$here" && for main in */__main__.py; do dirname "$main"; done | tr '\n' ' ')
while [ $# -gt 0 ]; do
    case $1 in
        --fast) fast=--fast models=$here/.fast folds=$here/.fast/folds ;;
        --folds) only=--folds-only ;;
        --data)
            [ $# -gt 1 ] || refuse "--data needs a folder"
            shift
            data=$1
            ;;
        -*) refuse "unknown option '$1'; allowed: [TASK…] [--data DIR] [--fast] [--folds]" ;;
        *)
            case " $known" in
                *" $1 "*) tasks="$tasks $1" ;;
                *) refuse "there is no task '$1'; there are: $known" ;;
            esac
            ;;
    esac
    shift
done
[ -d "$data" ] || refuse "no folder '$data'; give the folder of the recordings: --data DIR"
data=$(cd "$data" && pwd)
python=${PYTHON:-python3.11}
if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    refuse "'$python' is no Python 3.11; set PYTHON to one"
fi
environment=$here/.venv
if ! cmp -s "$here/requirements.txt" "$environment/installed.txt"; then
    rm -rf "$environment"
    "$python" -m venv "$environment"
    "$environment/bin/pip" install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$environment/installed.txt"
fi
cd "$here"
for task in ${tasks:-$known}; do
    echo "$task"
    PYTHONHASHSEED=0 "$environment/bin/python" -m "$task" --data "$data" --models "$models" --folds "$folds/$task" $fast $only
done
