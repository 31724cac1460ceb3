#!/bin/sh
# Remakes the lock files with uv (https://docs.astral.sh/uv). The index they were made from is not written down:
# a hash says which file is meant, wherever it is fetched.
set -eu
cd "$(dirname "$0")/.."
compile() { # name, extra arguments
    name=$1; shift
    uv pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate --output-file "requirements/$name.lock" "$@" pyproject.toml
}
compile runtime
compile test --extra test --constraints requirements/runtime.lock
compile train --extra train --constraints requirements/runtime.lock
