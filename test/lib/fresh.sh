# SPDX-License-Identifier: PostgreSQL
# shellcheck shell=bash
#
# Fresh Debian systems: minimal ones as debootstrap makes them, unpacked anew each time, with an account "analyst". Sourced
# after common.sh and roots.sh. What is kept, under CFSPERF_PACKAGES (/var/tmp/cfsperf-packages), is an archive of each
# system and the packages that apt has fetched.

declare -A postgresql_of=([bookworm]=15 [trixie]=17) debian_of=([bookworm]='Debian 12' [trixie]='Debian 13')
kept=${CFSPERF_PACKAGES:-/var/tmp/cfsperf-packages}
fresh=''         # the directory of systems of this run

begin_fresh() {
    ((EUID == 0)) || die 'as root only: packages are installed in systems of their own, which are made and entered with chroot'
    mkdir -p "$kept"
    kept=$(cd "$kept" && pwd -P)
    exec 9>"$kept/lock"
    flock -n 9 || {
        say "waiting for the run that is at work in $kept"
        flock 9
    }
    at_end end_fresh
    work=$(mktemp -d)
    fresh=$(mktemp -d "$kept/run.XXXXXX")
    chmod 755 "$fresh"
}

end_fresh() {
    local status=$?
    ending
    end_watched
    leave_roots
    rm -rf --one-file-system "$fresh" "$work"
    exit "$status"
}

# Unpacks a system of the release $1 into the directory $2 and enters it.
fresh_root() {
    local release=$1 root=$2 archive=$kept/$1.tar
    if [[ ! -e $archive ]]; then
        say "making a minimal system of ${debian_of[$release]}, kept in $archive"
        bootstrap "$release" "$fresh/first"
        # as the installer leaves it: a language, a server that starts when it is installed, and an account
        echo 'LANG=C.UTF-8' >"$fresh/first/etc/default/locale"
        printf '%s\n' '#!/bin/sh' 'case "$1" in postgresql*) exit 0 ;; esac' 'exit 101' >"$fresh/first/usr/sbin/policy-rc.d"
        chmod 755 "$fresh/first/usr/sbin/policy-rc.d"
        chroot "$fresh/first" useradd --create-home --shell /bin/bash analyst
        chroot "$fresh/first" apt-get clean
        tar --numeric-owner -C "$fresh/first" -cf "$archive.new" .
        mv "$archive.new" "$archive"
        rm -rf --one-file-system "$fresh/first"
    fi
    mkdir -p "$root" "$kept/$release-archives/partial"
    tar --numeric-owner -C "$root" -xpf "$archive"
    enter_root "$root"
    mount --bind "$kept/$release-archives" "$root/var/cache/apt/archives"
    in_root "$root" apt-get -q update >"$work/log" 2>&1 || { show_log; die "apt-get update failed in $root"; }
}

# A new cluster gets the port 5432 unless somebody has it, and a root has the machine's ports: waits until it is free.
wait_for_port() {
    while (: </dev/tcp/127.0.0.1/5432) 2>/dev/null; do
        say 'waiting for the server at port 5432 to end'
        sleep 20
    done
}

as_analyst() { in_root "$1" runuser --login analyst --command "$2"; }

# Counts the test $1: whether the command that follows succeeds. Says how long it took, and what it printed if it fails.
step() {
    local name=$1 status=0 begun=${EPOCHREALTIME/./} seconds
    shift
    "$@" >"$work/log" 2>&1 || status=$?
    seconds=$(((${EPOCHREALTIME/./} - begun + 50000) / 100000))
    judge "$name ($((seconds / 10)).$((seconds % 10)) s)" test "$status" -eq 0 || { tail -n 60 "$work/log"; return 1; }
}
