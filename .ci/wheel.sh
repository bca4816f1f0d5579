#!/usr/bin/env bash
# wheel.sh VENV: try the installed wheel in a folder with no checkout: its data files must have travelled in it.
set -euo pipefail
venv=$(realpath "$1")
examples=$(realpath docs/examples)
preclear=$venv/bin/preclear
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$examples"/* .
unset PYTHONPATH

# says PATTERN COMMAND...: run a command, show what it prints, and insist that the pattern is there.
says() {
    local pattern=$1; shift
    printf '$ preclear %s\n' "${*:2}"
    "$@" >out 2>err || { cat out err; return 1; }
    head -c 600 out; echo
    grep -qE "$pattern" out || { printf 'wheel.sh: expected %s\n' "$pattern"; cat err; return 1; }
}

says '^[0-9]+\.[0-9]+' "$preclear" --version
says '"valid": ?true' "$preclear" mrz --json <zones.txt
says '"family_name": ?"LINDQVIST"' "$preclear" read list.edi --json
says '"outcome": ?"refer"' "$preclear" screen list.edi --watchlist list.csv --json
says ' ok ' "$preclear" rules check
says 'UNB\+' "$preclear" demo --once
if pgrep -af "$venv/"; then echo "wheel.sh: the demo left something running"; exit 1; fi
echo "the installed wheel works outside the checkout"
