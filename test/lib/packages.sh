# SPDX-License-Identifier: PostgreSQL
# shellcheck shell=bash
#
# What the tests need of the system: which PostgreSQL to build with, which packages are missing, and on Debian and its
# relatives their installation. Sourced after common.sh; messages of what is run go to $work/log.

supported=(19 18 17 16 15)
guards=()        # files and directories that keep apt from starting a server, in the order they were made
brought=()       # packages that were installed in this run

# ---------------------------------------------------------------- what is here, and what is missing

major_of() { "$1" --version 2>/dev/null | sed -nE 's/^PostgreSQL ([0-9]+).*/\1/p' || true; }

has_headers() { [[ -e $("$1" --includedir-server)/postgres.h && -e $("$1" --pgxs) ]]; }

has_server() { [[ -x $("$1" --bindir)/initdb && -x $("$1" --bindir)/postgres ]]; }

# The pg_config of each supported PostgreSQL here, newest first.
pg_configs() {
    local major file
    for major in "${supported[@]}"; do
        for file in /usr/lib/postgresql/"$major"/bin/pg_config /usr/pgsql-"$major"/bin/pg_config; do
            [[ ! -x $file ]] || printf '%s\n' "$file"
        done
    done
    file=$(command -v pg_config || true)
    if [[ -n $file && " ${supported[*]} " == *" $(major_of "$file") "* ]]; then printf '%s\n' "$file"; fi
}

# Sets PG_CONFIG to the PostgreSQL to build against: what the caller chose, else the newest one that is complete.
choose_pg_config() {
    local file major
    if [[ -n ${PG_CONFIG:-} ]]; then
        file=$(cd "$caller_directory" && command -v "$PG_CONFIG") || die "PG_CONFIG=$PG_CONFIG is not a program"
        PG_CONFIG=$file
        if [[ $file != /* ]]; then PG_CONFIG=$caller_directory/$file; fi
        major=$(major_of "$PG_CONFIG")
        ((${major:-0} >= supported[-1])) || die "PG_CONFIG=$PG_CONFIG is not that of PostgreSQL ${supported[-1]} or later"
        return
    fi
    while read -r file; do
        if has_headers "$file" && has_server "$file"; then
            PG_CONFIG=$file
            return
        fi
    done < <(pg_configs)
}

# The versions to make Debian packages for: what the caller chose, else each whose server is here, else the newest that
# apt offers.
versions_to_package() {
    local major majors=()
    if [[ -n ${package_for:-} ]]; then
        echo "$package_for"
        return
    fi
    for major in "${supported[@]}"; do
        [[ ! -x /usr/lib/postgresql/$major/bin/postgres ]] || majors+=("$major")
    done
    if ((${#majors[@]})); then printf '%s\n' "${majors[@]}"; else version_to_install; fi
}

# Prints one line, "package reason", for each Debian package that is missing to do $1. Others can read it too.
missing_packages() {
    local major
    if [[ $1 == dist ]]; then
        in_git || have zip || echo 'zip to make the archive'
        perl -MJSON::PP -MTest::More -e1 2>/dev/null || echo 'perl to check what is released'
        return
    elif [[ $1 == deb ]]; then
        while read -r major; do
            [[ -x /usr/lib/postgresql/$major/bin/postgres ]] || echo "postgresql-$major the server, to test what is built"
            [[ -e /usr/lib/postgresql/$major/lib/pgxs/src/makefiles/pgxs.mk ]] || echo "postgresql-server-dev-$major its headers"
        done < <(versions_to_package)
        have dpkg-buildpackage || echo 'dpkg-dev to make packages'
        have dh || echo 'debhelper to make packages'
        have dh_pgxs_test || echo 'postgresql-server-dev-all to make packages of extensions'
        [[ -e /usr/include/postgresql/libpq-fe.h ]] || echo 'libpq-dev for the program cfsperf'
    elif [[ -z ${PG_CONFIG:-} ]]; then
        major=$(version_to_install)
        [[ -x /usr/lib/postgresql/$major/bin/postgres ]] || echo "postgresql-$major the server"
        echo "postgresql-server-dev-$major its headers and test programs"
    else
        major=$(major_of "$PG_CONFIG")
        has_server "$PG_CONFIG" || echo "postgresql-$major the server"
        has_headers "$PG_CONFIG" || echo "postgresql-server-dev-$major its headers and test programs"
    fi
    have gcc || echo 'gcc the compiler'
    echo '#include <stdio.h>' | gcc -E - >/dev/null 2>&1 || echo "libc6-dev the C library's headers"
    have make || echo 'make to build'
    if [[ $1 == check ]]; then
        have prove || echo 'perl to run the TAP tests'
        perl -MIPC::Run -e1 2>/dev/null || echo 'libipc-run-perl for the TAP tests'
    fi
}

# What some tests need and are skipped without, in lines of package and reason. The browser is large: it is for CI.
wanted_packages() {
    [[ -e /usr/include/sql.h ]] || echo 'unixodbc-dev to test ODBC'
    compgen -G '/usr/lib/*/odbc/psqlodbcw.so' >/dev/null || echo 'odbc-postgresql to test ODBC'
    [[ -e $("$PG_CONFIG" --includedir)/libpq-fe.h ]] || echo 'libpq-dev for the program cfsperf, and to test libpq'
    [[ -e $("$PG_CONFIG" --sharedir)/extension/pg_cron.control ]] ||
        echo "postgresql-$(major_of "$PG_CONFIG")-cron to test schedules"
    [[ ${CI:-} == true && -z ${CFSPERF_NODE_MODULES:-} ]] || return 0
    have chromium || echo 'chromium to look at pages'
    have node || echo 'nodejs to look at pages'
    have npm || echo 'npm to look at pages'
    have pdftotext || echo 'poppler-utils to read printed pages'
}

# The version whose server is here without headers, else the newest supported one that apt offers.
version_to_install() {
    local major
    for major in "${supported[@]}"; do
        if [[ -x /usr/lib/postgresql/$major/bin/postgres ]]; then
            echo "$major"
            return
        fi
    done
    for major in "${supported[@]}"; do
        if have apt-get && offered "postgresql-server-dev-$major"; then
            echo "$major"
            return
        fi
    done
    echo "${supported[-1]}"
}

offered() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }

# ---------------------------------------------------------------- installing

# Brings in what is missing to do $1.
provide() {
    local missing package reason packages=() named=()
    choose_pg_config
    missing=$(missing_packages "$1")
    [[ -n $missing ]] || return 0
    if ! can_install; then
        say "missing, by the names of Debian's packages:"
        while read -r package reason; do printf '    %s: %s\n' "$package" "$reason" >&2; done <<<"$missing"
        die "install them (on other systems their like), then run this again"
    fi
    if ! apt_knows "$missing"; then
        say 'updating the package lists'
        quietly as_root apt-get update || true  # one bad source is no reason to stop; what counts is what is offered
        missing=$(missing_packages "$1")
        apt_knows "$missing" || { show_log; die "apt-get does not offer all of: $(cut -d' ' -f1 <<<"$missing" | paste -sd' ')"; }
    fi
    while read -r package reason; do
        packages+=("$package")
        named+=("$package ($reason)")
    done <<<"$missing"
    say "installing ${named[*]}"
    guard_servers
    if ! quietly apt_install "${packages[@]}"; then
        # The lists may be older than the archive.
        quietly as_root apt-get update || true
        quietly apt_install "${packages[@]}" || { show_log; die 'that did not work'; }
    fi
    unguard_servers
    brought+=("${packages[@]}")
    hash -r
    choose_pg_config
    missing=$(missing_packages "$1")
    [[ -z $missing ]] || die "still missing after that: $(paste -sd, <<<"$missing")"
}

# Brings in what it can of what tests are skipped without; does not insist.
provide_wanted() {
    local package reason packages=() named=()
    can_install || return 0
    while read -r package reason; do
        offered "$package" || continue
        packages+=("$package")
        named+=("$package ($reason)")
    done < <(wanted_packages)
    if ((${#packages[@]})); then
        say "installing ${named[*]}"
        guard_servers
        quietly apt_install "${packages[@]}" || say 'that did not work; the tests that need them are skipped'
        unguard_servers
        hash -r
    fi
    [[ ${CI:-} == true && -z ${CFSPERF_NODE_MODULES:-} ]] || return 0
    have npm && have chromium || return 0
    say 'installing playwright-core and axe-core to look at pages'
    mkdir "$work/pages"
    if (cd "$work/pages" && quietly timeout 120 npm install --no-save --no-audit --no-fund \
        --fetch-retries=1 playwright-core@1.65.1 axe-core@4.14.1); then
        export CFSPERF_NODE_MODULES=$work/pages/node_modules
    else
        say 'that did not work; nobody looks at the pages'
    fi
}

# Removes the servers that were installed in this run and have no cluster, so that whoever installs one gets a cluster
# with it as usual.
remove_servers() {
    local package major servers=()
    for package in "${brought[@]}"; do
        [[ $package =~ ^postgresql-([0-9]+)$ ]] || continue
        major=${BASH_REMATCH[1]}
        [[ -z $(clusters_of "$major") ]] || continue
        servers+=("$package")
    done
    ((${#servers[@]})) || return 0
    guard_servers
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 purge "${servers[@]}" || show_log
    unguard_servers
}

clusters_of() { pg_lsclusters -h 2>/dev/null | awk -v v="$1" '$1 == v { print $2 }'; }

apt_knows() {
    local package
    while read -r package _; do offered "$package" || return 1; done <<<"$1"
}

# Debian's server packages create a cluster "main" and start what there is. Neither is ours to do: as long as we
# install, the packages are told so by the two files they ask, which are gone again afterwards.
guard_servers() {
    local directory=/etc/postgresql-common/createcluster.d policy=/usr/sbin/policy-rc.d
    local parent
    parent=$(dirname "$directory")
    [[ -d $parent ]] || { as_root mkdir "$parent" && guards+=("$parent"); }
    [[ -d $directory ]] || { as_root mkdir "$directory" && guards+=("$directory"); }
    guards+=("$directory/cfsperf.conf")
    echo 'create_main_cluster = false' | as_root tee "$directory/cfsperf.conf" >/dev/null
    [[ ! -e $policy ]] || return 0
    guards+=("$policy")
    as_root tee "$policy" >/dev/null <<'POLICY'
#!/bin/sh
# For the moment that the tests of cfsperf install packages: leave the PostgreSQL servers as they are.
case "$1" in postgresql*) exit 101 ;; esac
exit 0
POLICY
    as_root chmod 755 "$policy"
}

unguard_servers() {
    local i
    for ((i = ${#guards[@]} - 1; i >= 0; i--)); do
        if [[ -d ${guards[i]} ]]; then
            as_root rmdir "${guards[i]}" 2>/dev/null || true  # not empty: by now it is the package's
        else
            as_root rm -f "${guards[i]}"
        fi
    done
    guards=()
}
