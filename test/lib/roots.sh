# SPDX-License-Identifier: PostgreSQL
# shellcheck shell=bash
#
# Minimal Debian systems, each in a directory that is entered with chroot. Sourced after common.sh; messages of what is run
# go to $work/log. Needs root. Whoever enters a root calls leave_roots at the end: nothing stays mounted then, and no
# process is left in one.

child=''         # process group of the command that is running
entered=()       # roots in which something was run, and is still mounted
in_roots=()      # variables for what is run there, NAME=VALUE

# Runs a command in a process group of its own, so that a signal to us ends it with all that it started.
watched() {
    local status=0
    setsid "$@" &
    child=$!
    wait "$child" || status=$?
    child=''
    return "$status"
}

end_watched() {
    [[ -n $child ]] || return 0
    kill -TERM -- "-$child" 2>/dev/null
    wait "$child" 2>/dev/null
}

# The archive that apt has Debian's packages from.
debian_archive() {
    local archive
    archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sed -n '/debian\/\?$/{p;q}')
    [[ -n $archive ]] || die 'apt-get knows no archive of Debian'
    echo "$archive"
}

# Makes a minimal system of the Debian release $1 in the directory $2.
bootstrap() {
    have debootstrap || die 'debootstrap is missing: apt-get install debootstrap'
    rm -rf --one-file-system "$2"
    mkdir -p "$2"
    # a release that debootstrap does not know yet is made like unstable
    set -- "$1" "$2" "$(debian_archive)"
    [[ -e /usr/share/debootstrap/scripts/$1 ]] || set -- "$@" sid
    watched debootstrap --variant=minbase "$@" >"$work/log" 2>&1 ||
        { tail -n 20 "$work/log" >&2; die "debootstrap $1 failed"; }
}

# Makes a root ready for commands to be run in it.
enter_root() {
    entered+=("$1")
    mount -t proc proc "$1/proc"
    mkdir -p "$1/dev/shm"
    mount -t tmpfs tmpfs "$1/dev/shm"
    cp -L /etc/resolv.conf "$1/etc/resolv.conf" 2>/dev/null || true
    cp -L /etc/hosts "$1/etc/hosts" 2>/dev/null || true
}

# Runs a command in a root, with nothing of our environment.
in_root() {
    local root=$1
    shift
    watched chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "${in_roots[@]}" "$@"
}

# Ends what still runs in a root, by its id, and takes down what is mounted there.
leave_root() {
    local root=$1 process mounted i others=()
    for i in TERM KILL KILL; do
        for process in /proc/[0-9]*; do
            if [[ $(readlink "$process/root" 2>/dev/null) == "$root" ]]; then
                kill -"$i" "${process#/proc/}" 2>/dev/null || true
            fi
        done
        sleep 0.3
    done
    while read -r mounted; do
        umount "$mounted" || umount -l "$mounted" || say "$mounted is still mounted"
    done < <(awk -v r="$root/" 'index($2, r) == 1 { print $2 }' /proc/self/mounts | tac)
    for i in "${entered[@]}"; do [[ $i == "$root" ]] || others+=("$i"); done
    entered=("${others[@]}")
}

leave_roots() {
    local root
    for root in "${entered[@]}"; do leave_root "$root"; done
}

# Copies the tree to the directory $1.
copy_tree_to() {
    mkdir -p "$1"
    tree_files | tar -C "$top" --null --verbatim-files-from -T - -cf - | tar -C "$1" --no-same-owner -xf -
}
