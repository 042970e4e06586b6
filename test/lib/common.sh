# SPDX-License-Identifier: PostgreSQL
# shellcheck shell=bash
#
# What the shell scripts of the tests share; each sources it first.

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
passed=0
failed=0
skipped=0
work=''          # the directory of this run
sudo=(sudo)      # asks for a password where there is somebody to ask
[[ -t 2 ]] || sudo=(sudo -n)

# ---------------------------------------------------------------- messages

say() { printf 'cfsperf: %s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

heading() { printf '\n== %s\n' "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command with its output kept for show_log, to be shown when it matters.
quietly() { "$@" >"$work/log" 2>&1; }

show_log() { cat "$work/log" >&2; }

# Calls the function $1 when the script ends, whatever ends it.
at_end() {
    # shellcheck disable=SC2064  # the name is known now
    trap "$1" EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# For the function called at the end: once it runs, nothing interrupts it.
ending() {
    trap '' INT TERM HUP
    trap - EXIT
    set +e
}

# Takes settings NAME=NUMBER into variables of their names in lower case; $1 lists the names.
take_numbers() {
    local names=" $1 " setting name
    shift
    for setting in "$@"; do
        name=${setting%%=*}
        [[ $setting == *=* && $names == *" $name "* ]] || die "unknown setting \"$setting\"; known are${names% }"
        [[ ${setting#*=} =~ ^[1-9][0-9]{0,8}$ ]] || die "$name must be a whole number, not \"${setting#*=}\""
        declare -g "${name,,}=${setting#*=}"
    done
}

# Runs the rest of the script $1 beside a private server, in a copy of the tree, as the unprivileged user.
beside_server() {
    [[ -n ${CFSPERF_BESIDE_SERVER:-} ]] || exec env CFSPERF_BESIDE_SERVER=1 "$top/test/run" exec bash "$@"
}

# The version, from where it stands.
version_of_tree() { sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$top/cfsperf.control"; }

in_git() { [[ -e $top/.git ]] && have git && git -C "$top" rev-parse --git-dir >/dev/null 2>&1; }

# The tree's files, NUL-separated: what git tracks or would, else all that no build made.
tree_files() {
    local file
    if in_git; then
        git -C "$top" ls-files -z --cached --others --exclude-standard | sort -zu
    else
        (cd "$top" && find . -name .git -prune -o ! -type d ! -name '*.o' ! -name '*.bc' ! -name '*.so' \
            ! -path './cfsperf--*.sql' ! -path ./src/client/cfsperf ! -path './build/*' ! -path './tmp_check/*' ! -path './results/*' -print0)
    fi | while IFS= read -r -d '' file; do
        if [[ -e $top/$file || -L $top/$file ]]; then printf '%s\0' "$file"; fi
    done
}

# ---------------------------------------------------------------- counts

# Counts the test $1: whether the command that follows succeeds, which is also the status.
judge() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok - $name"
    else
        failed=$((failed + 1))
        echo "not ok - $name"
        return 1
    fi
}

skip() {
    skipped=$((skipped + 1))
    echo "ok - $1 # skip: $2"
}

# Adds the counts of another script, whose output is in the file $1; false where it did not come to its summary.
add_summary() {
    [[ $(grep -E '^[0-9]+ passed, [0-9]+ failed' "$1" | tail -n 1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]] ||
        return 1
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
}

# Adds the tests of a TAP file, whose output is in the file $1; false where it did not come to its plan.
add_tap() {
    local ok not_ok left_out
    ok=$(grep -c '^ok' "$1") || true
    not_ok=$(grep -c '^not ok' "$1") || true
    left_out=$(grep -c '^ok .*# skip' "$1") || true
    passed=$((passed + ok - left_out))
    failed=$((failed + not_ok))
    skipped=$((skipped + left_out))
    grep -q '^1\.\.' "$1"
}

# Prints the last line of a run, and is true where nothing failed and something ran.
summary() {
    echo
    if ((skipped)); then
        echo "$passed passed, $failed failed, $skipped skipped"
    else
        echo "$passed passed, $failed failed"
    fi
    ((failed == 0 && passed + skipped > 0))
}

# ---------------------------------------------------------------- packages

can_install() { have apt-get && { ((EUID == 0)) || have sudo; }; }

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        "${sudo[@]}" "$@"
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends -o Dpkg::Use-Pty=0 \
        -o DPkg::Lock::Timeout=300 install "$@"
}
