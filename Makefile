# SPDX-License-Identifier: PostgreSQL
# cfsperf: built and installed by PostgreSQL's own extension makefiles (PGXS).
#
#   make, make install, make installcheck     as for any extension
#                                             with the program cfsperf, where the headers of libpq are
#   make check, demo, psql, ...               need nothing installed beforehand; "make help" lists them

here := $(dir $(lastword $(MAKEFILE_LIST)))
wrapped := help check demo psql bench check-long check-versions deb dist

ifneq ($(filter $(wrapped),$(MAKECMDGOALS)),)

# Goals that prepare what they need. They must work where pg_config is not there yet, and pgxs.mk has a
# "check" of its own, so PGXS is left out.

ifneq ($(filter-out $(wrapped),$(MAKECMDGOALS)),)
$(error "$(filter $(wrapped),$(MAKECMDGOALS))" goes in a make of its own, not with "$(filter-out $(wrapped),$(MAKECMDGOALS))")
endif

.PHONY: $(wrapped)

help:
	@echo 'Needs nothing beforehand; builds in a private copy, runs in a private server, leaves nothing behind:'
	@echo '  make check           every test, in some minutes; ARGS="NAME ..." runs those only'
	@echo '  make demo            the worked example: headline, outcomes and scorecard of one report'
	@echo '  make psql            psql on the worked example; ARGS="-c '"'SELECT ...'"'" is passed on'
	@echo '  make bench           benchmarks, each beside the best plain SQL'
	@echo '  make check-long      the tests that take long'
	@echo '  make check-versions  the tests on every supported PostgreSQL'
	@echo '  make deb             Debian packages in ./build, for the PostgreSQL versions here; DEB_DIR=... puts them elsewhere'
	@echo '  make dist            the archive for PGXN, in ./build'
	@echo
	@echo 'Needs a PostgreSQL server and its development files (PG_CONFIG=... chooses among several):'
	@echo '  make                 build'
	@echo '  make install         install into that PostgreSQL'
	@echo '  make installcheck    test what is installed, on a running server'
	@echo '  make clean           remove what was built'

# ARGS is written as on a command line, so the shell takes it apart.
check demo psql bench check-long check-versions deb dist:
	@$(here)test/run $@ $(ARGS)

else

EXTENSION = cfsperf
MODULE_big = cfsperf
version := $(shell sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" $(here)cfsperf.control)

floors := calculus types aggregates functions
sources := $(sort $(wildcard $(here)src/*.c $(floors:%=$(here)src/%/*.c)))
OBJS = $(patsubst $(here)%.c,%.o,$(sources))

# The install script is its parts one after the other: floor by floor, and between the guards.
sql_parts := $(here)sql/00_guard.sql $(sort $(wildcard $(here)sql/[0-9]_*/*.sql)) $(here)sql/99_guard.sql
install_script := cfsperf--$(version).sql

DATA_built = $(install_script)
EXTRA_CLEAN = cfsperf--*.sql

# The server's headers are a system directory to the compiler: what it warns of is then ours. -ffp-contract=off
# makes results agree across platforms; it stands with the preprocessor's options because those are the only ones
# that the bitcode for JIT is made with too.
PG_CPPFLAGS = -I$(here)src -isystem $(includedir_server) -isystem $(includedir_internal) -ffp-contract=off
PG_CFLAGS = -std=gnu99 -Wall -Wextra

# Tests. pg_regress runs test/sql/NAME.sql and compares with expected/NAME.out. Like every PostgreSQL version from
# 15 to 19 it looks for NAME.sql in the top-level sql/ first, where the guards are and no test is.
REGRESS = $(basename $(notdir $(sort $(wildcard $(here)test/sql/*.sql))))
REGRESS_OPTS = --inputdir=$(here)test --load-extension=cfsperf

# pg_isolation_regress reads test/specs/NAME.spec. PGXS gives it output_iso/ as the output directory, and up to 15 it
# looks for answers there, from 16 on in the current directory; with the output here they are in expected/ for all.
ISOLATION = $(basename $(notdir $(sort $(wildcard $(here)test/specs/*.spec))))
ISOLATION_OPTS = --inputdir=$(here)test --outputdir=. --load-extension=cfsperf

ifneq ($(wildcard $(here)test/t/*.pl),)
TAP_TESTS = 1
PROVE_TESTS = test/t/*.pl
endif

# A TAP test has a number of its own, by which it can be referred to: 00x installation, 01x a framework and servers, 02x
# reference values, 03x real data, 04x documentation, 05x bytes, 06x words, 07x pages, 08x faults, 09x clients.
numbers := $(sort $(foreach test,$(notdir $(wildcard $(here)test/t/*.pl)),$(firstword $(subst _, ,$(test)))))
twice := $(foreach number,$(numbers),$(if $(word 2,$(wildcard $(here)test/t/$(number)_*.pl)),$(number)))
ifneq ($(strip $(twice)),)
$(error rename one of $(notdir $(wildcard $(here)test/t/$(firstword $(twice))_*.pl)): their number is the same)
endif

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifeq ($(wildcard $(PGXS)),)
define no_pgxs
cfsperf is built with the development files of PostgreSQL 15 or later, and $(PG_CONFIG) does not lead to any.
    Debian, Ubuntu:  apt-get install make gcc postgresql-server-dev-all
    Fedora, RHEL:    dnf install make gcc postgresql-server-devel
    elsewhere:       make PG_CONFIG=/path/to/pg_config
"make check" and "make demo" install what they need themselves on Debian and its relatives
endef
$(error $(no_pgxs))
endif

# Bitcode for JIT only where the tools that the server was built with are here.
pgxs_global := $(dir $(PGXS))../Makefile.global
pgxs_value = $(shell sed -n 's/^$(1)[ \t]*=[ \t]*//p' $(pgxs_global))
ifeq ($(and $(shell command -v $(call pgxs_value,CLANG)),$(wildcard $(call pgxs_value,LLVM_BINPATH)/llvm-lto)),)
override with_llvm := no
endif

# A build outside the tree (make -f TREE/Makefile VPATH=TREE).
ifdef VPATH
$(shell mkdir -p $(sort $(dir $(OBJS))) src/client)
REGRESS_PREP = answers
endif

include $(PGXS)

ifneq ($(filter 9.% 10 11 12 13 14,$(MAJORVERSION)),)
$(error cfsperf needs PostgreSQL 15 or later; $(PG_CONFIG) is that of $(MAJORVERSION))
endif

$(OBJS) $(OBJS:.o=.bc): $(wildcard $(here)src/*.h $(floors:%=$(here)src/%/*.h))

# The calculus is compiled without a search path that leads to the server's headers, else with the same options.
calculus := $(filter src/calculus/%,$(OBJS))
$(calculus) $(calculus:.o=.bc): override CPPFLAGS := -I$(here)src $(filter -D% -U% -W% -f%,$(CPPFLAGS))

# The program cfsperf: src/client, with libpq and nothing else of PostgreSQL. It goes where psql is; bindir=... and
# mandir=... choose another place.
client_objects := $(patsubst $(here)%.c,%.o,$(sort $(wildcard $(here)src/client/*.c)))
client_program := src/client/cfsperf$(X)
manual := $(here)doc/man/cfsperf.1

ifneq ($(wildcard $(includedir)/libpq-fe.h),)

all: $(client_program)

$(client_objects): override CPPFLAGS := -I$(here)src -isystem $(includedir) \
	-DCFSPERF_VERSION='"$(version)"' $(filter -D% -U% -W% -f%,$(CPPFLAGS))
$(client_objects): $(wildcard $(here)src/client/*.h) $(here)cfsperf.control

$(client_program): $(client_objects)
	$(CC) $(CFLAGS) $(client_objects) $(LDFLAGS) $(LDFLAGS_EX) $(libpq) -o $@

.PHONY: install-client uninstall-client
install: install-client
install-client: $(client_program)
	$(MKDIR_P) '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1'
	$(INSTALL_PROGRAM) $(client_program) '$(DESTDIR)$(bindir)/cfsperf$(X)'
	$(INSTALL_DATA) $(manual) '$(DESTDIR)$(mandir)/man1/cfsperf.1'

uninstall: uninstall-client
uninstall-client:
	rm -f '$(DESTDIR)$(bindir)/cfsperf$(X)' '$(DESTDIR)$(mandir)/man1/cfsperf.1'

else

.PHONY: without-client
all: without-client
without-client:
	@echo 'The program cfsperf is left out: libpq-fe.h (Debian: libpq-dev) is not in $(includedir).'

endif

.PHONY: clean-client
clean: clean-client
clean-client:
	rm -f $(client_objects) $(client_program)

$(install_script): $(sql_parts) $(here)cfsperf.control
	cat $(sql_parts) > $@

# A part that came or went leaves no newer date behind: a script that does not say what its parts say is made anew.
.PHONY: $(shell cat $(sql_parts) 2>/dev/null | cmp -s - $(install_script) || echo $(install_script))

# pg_regress looks for expected/ in the directory of the build.
.PHONY: answers
answers:
	ln -sfn $(srcdir)/expected expected

endif
