# SPDX-License-Identifier: PostgreSQL
# shellcheck shell=bash
#
# A copy of the tree in a directory of its own, built there, and a server for it alone. Sourced after common.sh and
# packages.sh.

child=''         # leader of the process group that is running now
as_runner=()     # prefix that runs a command as the unprivileged user

# Nothing of the caller's leads to the caller's own server, and nothing of an outer make to the inner one.
forget_caller() {
    local variable
    for variable in ${!PG@}; do
        case $variable in PG_CONFIG | PG_TEST_*) ;; *) unset "$variable" ;; esac
    done
    unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES CDPATH
    export LC_ALL=C.UTF-8
    umask 022
}

# ---------------------------------------------------------------- the private directory

# A socket's path may have 107 bytes, and TAP tests put theirs three levels below; nor are spaces or quotes for the
# programs that build and test: where TMPDIR is like that it gives way to /tmp.
make_work() {
    local base
    base=$(cd "${TMPDIR:-/tmp}" 2>/dev/null && pwd -P) || base=/tmp
    if [[ ! -w $base || ${#base} -gt 55 || $base =~ [^[:alnum:]/._+-] ]]; then base=/tmp; fi
    work=$(mktemp -d "$base/cfsperf.XXXXXX")
    cd "$work"
}

# PostgreSQL does not run as root: then it is postgres or nobody who builds and serves, in directories of its own.
choose_runner() {
    local runner base
    as_runner=(env)
    if ((EUID == 0)); then
        have setpriv || die 'as root this needs setpriv (of util-linux); or run it as an ordinary user'
        runner=nobody
        if id postgres >/dev/null 2>&1; then runner=postgres; fi
        as_runner=(setpriv --reuid="$runner" --regid="$(id -g "$runner")" --clear-groups env
            "USER=$runner" "LOGNAME=$runner")
        base=$(dirname "$work")
        if ! "${as_runner[@]}" test -x "$base" && [[ $base != /tmp ]]; then
            rm -rf "$work"
            TMPDIR=/tmp make_work
        fi
        chmod 711 "$work"
    fi
    mkdir -m 700 "$work"/{home,tmp,socket,tree,stage,data}
    ((EUID != 0)) || chown "$runner:" "$work"/*/
    as_runner+=("HOME=$work/home" "TMPDIR=$work/tmp")
}

# Copies the tree to the directory $1, which is the unprivileged user's.
copy_tree() {
    tree_files | tar -C "$top" --null --verbatim-files-from -T - -cf - |
        "${as_runner[@]}" tar -C "${1:-$work/tree}" --no-same-owner -xf -
}

# make in the private copy, as the unprivileged user.
make_tree() { "${as_runner[@]}" make --no-print-directory -C "$work/tree" PG_CONFIG="$PG_CONFIG" with_llvm=no "$@"; }

# Output is shown where it does not succeed.
build() { quietly make_tree -s -j2 COPT="$1" || { show_log; return 1; }; }

# Installs the extension where the private server looks, over what a test wants beside it.
stage() {
    [[ -z ${CFSPERF_CITUS:-} ]] || quietly "${as_runner[@]}" cp -r "$CFSPERF_CITUS/." "$work/stage" ||
        { show_log; die 'Citus cannot be copied'; }
    quietly make_tree install DESTDIR="$work/stage" || { show_log; die 'cannot be installed'; }
}

# ---------------------------------------------------------------- the private server

# Starts it, with the given lines in its configuration.
start_server() {
    local bin data=$work/data conf=$work/cfsperf.conf
    bin=$("$PG_CONFIG" --bindir)
    quietly "${as_runner[@]}" "$bin/initdb" -D "$data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 ||
        { show_log; die 'initdb failed'; }
    staged_extension "$bin" >"$conf"
    # Compiling the queries of small tables takes longer than running them; one test turns it on.
    echo 'jit = off' >>"$conf"
    chmod 644 "$conf"
    {
        cat "$conf"
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$work/socket'"
        echo 'unix_socket_permissions = 0700'
        echo 'fsync = off'
        printf '%s\n' "$@"
    } >>"$data/postgresql.conf"
    quietly "${as_runner[@]}" "$bin/pg_ctl" -D "$data" -w -s -l "$work/tmp/server.log" start ||
        { show_log; cat "$work/tmp/server.log" >&2; die 'the server did not start'; }
    export PGHOST=$work/socket PGPORT=5432 PGUSER=postgres PGDATABASE=postgres PATH="$bin:$PATH"
}

# Settings that let a server find the extension where it was staged, in no directory of the system.
staged_extension() {
    local bin=$1
    if "${as_runner[@]}" "$bin/postgres" -D "$work/data" -C extension_destdir >/dev/null 2>&1; then
        echo "extension_destdir = '$work/stage'"
    elif "${as_runner[@]}" "$bin/postgres" -D "$work/data" -C extension_control_path >/dev/null 2>&1; then
        echo "extension_control_path = '$work/stage$("$PG_CONFIG" --sharedir):\$system'"
    else
        die "$("$PG_CONFIG" --version) takes extensions from its own directories only. It must be 18, or Debian's:" \
            'else "make install" and then "make installcheck"'
    fi
    echo "dynamic_library_path = '$work/stage$("$PG_CONFIG" --pkglibdir):\$libdir'"
}

# Every server whose data directory is in ours: also those of tests that did not get round to it.
stop_servers() {
    local file
    while IFS= read -r -d '' file; do
        if serves "$file"; then
            kill -QUIT "$(head -n 1 "$file")"
            ends_soon serves "$file" || kill -KILL "$(head -n 1 "$file")"
        fi
    done < <(find "$work" -name postmaster.pid -print0) 2>/dev/null
}

# Whether the process named in a postmaster.pid is that postmaster, whose working directory is its data directory.
serves() { [[ -e $1 && $(readlink "/proc/$(head -n 1 "$1")/cwd") == "$(dirname "$1")" ]] 2>/dev/null; }

# Whether a process group has a process that is not just waiting to be reaped.
runs() { sed 's/.*) //' /proc/[0-9]*/stat 2>/dev/null | awk -v g="$1" '$3 == g && $1 != "Z" { n++ } END { exit !n }'; }

# Waits up to ten seconds for the command to fail.
ends_soon() {
    local i
    for ((i = 0; i < 100; i++)); do
        "$@" || return 0
        sleep 0.1
    done
    return 1
}

# Ends what runs, removes what was made, and leaves nothing.
cleanup() {
    local status=$?
    ending
    if [[ -n ${beside:-} ]]; then
        kill -TERM "$beside" 2>/dev/null
        ends_soon kill -0 "$beside" 2>/dev/null
    fi
    if [[ -n $child ]]; then
        kill -TERM -- "-$child" 2>/dev/null
        ends_soon runs "$child" || kill -KILL -- "-$child" 2>/dev/null
    fi
    unguard_servers
    if [[ -n $work ]]; then
        stop_servers
        cd /
        rm -rf "$work"
    fi
    exit "$status"
}

# Runs a command as the unprivileged user in the private copy, in a process group of its own so that a signal to us
# ends all of it. Output goes on to ours and into the file $1.
logged() {
    local log=$1 status=0 copier
    shift
    rm -f "$log.pipe"
    mkfifo "$log.pipe"
    tee "$log" <"$log.pipe" &
    copier=$!
    setsid "${as_runner[@]}" env -C "$work/tree" "$@" >"$log.pipe" 2>&1 &
    child=$!
    wait "$child" || status=$?
    child=''
    wait "$copier" || true
    return "$status"
}

# Everything up to the running server, for goals that want no more than that.
prepare() {
    provide "$1"
    choose_runner
    say "building with $("$PG_CONFIG" --version)"
    copy_tree
    build ''
    stage
    start_server
    share_inputs
}

# Where tests find the real data and the reference values, when they are there; copied if the unprivileged user may
# not read them.
share_inputs() {
    share CFSPERF_DATA "${CFSPERF_DATA:-$top/../shared/data}"
    share CFSPERF_FILES "${CFSPERF_FILES:-$top/../shared/files}"
    share CFSPERF_VECTORS "${CFSPERF_VECTORS:-$top/../shared/vectors}"
    export CFSPERF_CONF=$work/cfsperf.conf CFSPERF_SRC=$work/tree
}

share() {
    local name=$1 directory=$2
    unset "$name"
    directory=$(cd "$directory" 2>/dev/null && pwd -P) || return 0
    if ! "${as_runner[@]}" find -L "$directory/" ! -readable -print -quit >"$work/log" 2>&1 || [[ -s $work/log ]]; then
        cp -rL "$directory" "$work/$name"
        chmod -R a+rX "$work/$name"
        directory=$work/$name
    fi
    export "$name=$directory"
}
