#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml: exact versions with their hashes, for Python 3.11 to 3.13, and no address of any index.
#     bash requirements/lock.sh              keeps every version that still fits
#     bash requirements/lock.sh --upgrade    takes the newest of each
# Extras stay in the lock: pip looks for coverage[toml] anew where it holds coverage alone.
# run.txt is what a node needs; ci.txt adds the tests, the checks and the build; fuzz.txt is atheris alone, which has no wheel for every machine (3.1 none for 3.11).
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras "$@"
}

command -v uv >/dev/null || { echo "lock.sh: needs uv (pip install uv)" >&2; exit 2; }
compile "$@" pyproject.toml --output-file requirements/run.txt
compile "$@" pyproject.toml --extra test --extra dev --constraint requirements/run.txt --output-file requirements/ci.txt
echo "atheris>=3.0,<3.1" | compile "$@" - --output-file requirements/fuzz.txt
