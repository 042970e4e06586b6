#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Asks the DuckDB that waits behind two pipes in a directory: duckdb.sh DIRECTORY time|ask STATEMENT, the last in base64.
set -euo pipefail
{ echo "$2"; base64 -d <<<"$3"; } >"$1/questions"
cat "$1/answers"
