#!/bin/sh
# Brings one lock file's packages into .venv, and before that what a bare system lacks to build them.
# Usage: setup.sh runtime|test|train       (PYTHON=… picks an interpreter; it must be 3.11 or newer)
set -eu
cd "$(dirname "$0")/.."
lock=requirements/$1.lock
stamp=.venv/.$1.ready

say() { printf '%s\n' "setup: $*" >&2; }
die() { say "$*"; exit 1; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if new_enough "$candidate"; then command -v "$candidate"; return; fi
    done
}

# pycairo and manimpango have no wheels for Linux: they are built here, against cairo and pango.
missing_libraries() {
    command -v pkg-config >/dev/null && pkg-config --exists cairo pangocairo || echo libraries
    command -v cc >/dev/null || echo compiler
}

missing_python_parts() { # an interpreter without its headers or without venv, as Debian ships it
    "$1" -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
        echo headers
    "$1" -c 'import ensurepip, venv' 2>/dev/null || echo venv
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

quietly() { # shows what a command says only when it fails
    output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; return 1; }
}

may_become_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

debian_packages() { # the system's own interpreter has its parts in python3-*, python3.12 in python3.12-*
    name=python3
    case "$(basename "${1:-python3}")" in python3.*) name=$(basename "$1") ;; esac
    echo "gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev $name $name-dev $name-venv"
}

install_system_packages() {
    if command -v apt-get >/dev/null; then
        packages=$(debian_packages "$1")
        may_become_root || die "system libraries are missing. Run this, then make again:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages"
        say "installing system libraries with apt-get: $packages"
        # shellcheck disable=SC2086
        quietly as_root apt-get update -q && quietly as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends $packages || die "apt-get could not install: $packages"
    elif command -v brew >/dev/null; then
        say "installing system libraries with brew: cairo pango pkg-config"
        brew install --quiet cairo pango pkg-config
        [ -n "$1" ] || brew install --quiet python@3.12
    else
        die "a C compiler, pkg-config, Python 3.11+ with headers, and the development files of cairo and pango" \
            "are needed, and neither apt-get nor brew is here to fetch them. On Fedora:
  sudo dnf install gcc pkgconf python3-devel cairo-devel pango-devel"
    fi
}

system_is_whole() {
    [ -n "$1" ] && [ -z "$(missing_libraries)" ] && [ -z "$(missing_python_parts "$1")" ]
}

make_venv() {
    if [ -x .venv/bin/python ] && new_enough .venv/bin/python; then return; fi
    python=$(find_python)
    if ! system_is_whole "$python"; then
        install_system_packages "$python"
        python=$(find_python)
    fi
    [ -n "$python" ] || die "Python 3.11 or newer is needed and was not found. Name one: make setup PYTHON=/path/to/python3.12"
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

# A torch that is there already (a CPU build, say) is as good as the one of the lock, and much smaller.
has_torch() { .venv/bin/python -c 'import torch' 2>/dev/null; }

make_venv
if [ "$1" = train ] && has_torch; then touch "$stamp"; exit; fi
say "installing the packages of $lock"
# --no-deps: the lock is the whole closure, and a package that it lacks shows in `pip check`.
.venv/bin/python -m pip install --quiet --use-pep517 --disable-pip-version-check --require-hashes --no-deps -r "$lock" ||
    die "the packages could not be installed; the lines above say why"
.venv/bin/python -m pip check --disable-pip-version-check >/dev/null ||
    die "the packages do not fit together: .venv/bin/python -m pip check"
touch "$stamp"
