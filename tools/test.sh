#!/usr/bin/env bash
# Every test there is: test.sh BINARY. Unit, store and HTTP tests by cargo, the archive, then the browser.
# One runner on every machine (cargo test), so that `cargo test` by hand does what CI does.
source "$(dirname "$0")/env.sh"
export MAKEITSAFE_BIN=$1
CHROMIUM=$(chromium_path)
export CHROMIUM
cd "$root"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
say "Unit, store and HTTP tests on SQLite and $("$(postgres_bin)/postgres" --version 2>/dev/null || echo "PostgreSQL")"
tools/postgres.sh cargo test --workspace --no-fail-fast 2>&1 | tee -a "$log" || status=1
say "The archive, as somebody who installs it"
tools/test-dist.sh "$MAKEITSAFE_BIN" 2>&1 | tee -a "$log" || status=1
say "Browser tests in $("$CHROMIUM" --version 2>/dev/null)"
npx playwright test --config end2end/playwright.config.ts 2>&1 | tee -a "$log" || status=1

node tools/summary.mjs "$log" || status=1
exit "$status"
