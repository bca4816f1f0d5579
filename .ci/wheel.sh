#!/usr/bin/env bash
# wheel.sh VENV: try the installed wheel in a folder with no checkout: its data files must have travelled in it.
set -euo pipefail
venv=$(realpath "$1")
preclear=$venv/bin/preclear
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset PYTHONPATH

cat >list.edi <<'EDIFACT'
UNA:+.? '
UNB+UNOA:4+XXAIR:ZZ+PRECLEAR:ZZ+260501:0700+1'
UNH+1+PAXLST:D:12B:UN:IATA+XX4201'
BGM+745'
NAD+MS+++CONTROL DESK'
COM+020 7946 0000:TE'
TDT+20+XX420+++XX'
LOC+125+YVR'
DTM+189:2605011015:201'
LOC+87+SEA'
DTM+232:2605011120:201'
NAD+FL+++LINDQVIST:MAJA'
ATT+2++F'
DTM+329:840213'
LOC+174+SWE'
NAT+2+SWE'
DOC+P:110:111+XB1234567'
DTM+36:300101'
LOC+91+SWE'
CNT+42:1'
UNT+19+1'
UNZ+1+1'
EDIFACT
printf 'id,name,aliases,birth_dates\n1,Maja Lindqvist,,1984-02-13\n' >list.csv
printf 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n' >zones.txt

# says WHAT PATTERN COMMAND...: run a command, show what it prints, and insist that the pattern is there.
says() {
    local pattern=$1; shift
    printf '$ preclear %s\n' "${*:2}"
    "$@" >out 2>err || { cat out err; return 1; }
    head -c 1500 out
    grep -qE "$pattern" out || { printf 'wheel.sh: expected %s\n' "$pattern"; cat err; return 1; }
}

says '^[0-9]+\.[0-9]+' "$preclear" --version
says '"valid": ?true' "$preclear" mrz --json <zones.txt
says '"family_name": ?"LINDQVIST"' "$preclear" read list.edi --json
says '"outcome": ?"refer"' "$preclear" screen list.edi --watchlist list.csv --json
says '.' "$preclear" rules check
says 'UNB\+' "$preclear" demo --once
if pgrep -af "$venv/"; then echo "wheel.sh: the demo left something running"; exit 1; fi
echo "the installed wheel works outside the checkout"
