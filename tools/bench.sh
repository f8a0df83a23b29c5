#!/usr/bin/env bash
# The benchmarks, on both engines: bench.sh BINARY [ARGUMENTS for the bench program]
source "$(dirname "$0")/env.sh"
export MAKEITSAFE_BIN=$1
cd "$root"
MAKEITSAFE_SITE_DIR="$target/site" cargo build --release -p server --features bench --bin bench
exec tools/postgres.sh "$target/release/bench" "${@:2}"
