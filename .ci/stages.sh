# Shared by .ci/run and .ci/nightly: stages with their times, the machine's packages, a virtual environment from the lock, a PostgreSQL server.

stage_name="" stage_start=$SECONDS stages=()

# stage NAME: end the stage before, and say what begins.
stage() {
    if [ -n "$stage_name" ]; then stages+=("$(printf '%5d s  %s' $((SECONDS - stage_start)) "$stage_name")"); fi
    stage_name=$1 stage_start=$SECONDS
    if [ -n "$1" ]; then printf '\n==> %s\n' "$1"; fi
}

# finish: on leaving, remove what was made, and say where a failure was.
finish() {
    local status=$?
    [ -z "${server:-}" ] || as_postgres "$binaries/pg_ctl" -D "$server/data" -m immediate -s stop || true
    [ "$status" = 0 ] || printf '\n.ci: failed in stage "%s" (exit status %d)\n' "$stage_name" "$status"
    rm -rf "$scratch"
}

scratch=$(mktemp -d)
chmod 755 "$scratch"
trap finish EXIT

# packages: what comes from Debian: a browser for the browser tests, and a PostgreSQL that is not the one of the wheel.
packages() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >"$scratch/apt.log" 2>&1 || { cat "$scratch/apt.log"; return 1; }
    apt-get install -q -y --no-install-recommends git python3-venv chromium fonts-noto-core postgresql >"$scratch/apt.log" 2>&1 || { tail -n 40 "$scratch/apt.log"; return 1; }
    chromium --version
    binaries=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    "$binaries/postgres" --version
}

# environment FOLDER LOCK: a virtual environment with exactly what a lock file names, checked by its hashes.
environment() {
    python3 -m venv "$1"
    "$1/bin/pip" install -qq --require-hashes -r "$2"
}

# as_postgres COMMAND...: a server refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# database: start a server from Debian's package on a socket of its own, and name it in PRECLEAR_TEST_DATABASE_URL.
database() {
    server=$scratch/postgres
    mkdir "$server"
    [ "$(id -u)" != 0 ] || chown postgres "$server"
    as_postgres "$binaries/initdb" -D "$server/data" -U postgres --auth=trust --encoding=UTF8 --no-sync >"$scratch/initdb.log"
    as_postgres "$binaries/pg_ctl" -D "$server/data" -s -w -o "-c listen_addresses='' -k $server -c fsync=off" -l "$server/log" start
    export PRECLEAR_TEST_DATABASE_URL="postgresql:///postgres?host=$server&user=postgres"
    echo "PostgreSQL $(as_postgres "$binaries/psql" -h "$server" -U postgres -Atc 'SHOW server_version') is up"
}

# closing NAME COMMAND...: run tests, keep their last line for the end.
closing() {
    local name=$1 status=0; shift
    "$@" 2>&1 | tee "$scratch/tests.log" || status=$?
    counts+=("$name: $(grep -aE '(passed|failed|error).* in [0-9.]+s' "$scratch/tests.log" | tail -n 1 | tr -d '=' | xargs)")
    return "$status"
}
counts=()

# failed: to go on after a stage that failed (nightly) and say so at the end: COMMAND || failed.
failed() { failures+=("$stage_name"); }
failures=()

# report: every stage's time, then the counts of every run of tests.
report() {
    stage ""
    printf '\n%s\n' "${stages[@]}"
    printf '%5d s  in all\n\n' "$SECONDS"
    printf '%s\n' "${counts[@]}"
    [ "${#failures[@]}" = 0 ] || { printf '\nfailed: %s\n' "${failures[@]}"; return 1; }
}
