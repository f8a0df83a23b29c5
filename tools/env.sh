# Sourced by the scripts beside it: where things are, which versions, how we speak to the user.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Tools live outside the checkout, so that a second clone finds them.
tools=${MAKEITSAFE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/make-it-safe-tools}
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$PWD/$target ;; esac

# Same version as the wasm-bindgen crate in Cargo.toml, to the last digit.
wasm_bindgen_version=0.2.130
cargo_deny_version=0.20.2
wasm_bindgen_home=$tools/wasm-bindgen-$wasm_bindgen_version
cargo_deny_home=$tools/cargo-deny-$cargo_deny_version

PATH=$wasm_bindgen_home/bin:$cargo_deny_home/bin:$root/node_modules/.bin:$PATH
export PATH

toolchain=$("$root/tools/toolchain.sh")
if [ -n "$toolchain" ]; then export RUSTUP_TOOLCHAIN=$toolchain; fi

say() { printf '\n== %s\n' "$*" >&2; }
fail() { printf '\nError: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The newest PostgreSQL server on PATH or where Debian, Fedora and Homebrew keep it; prints its folder.
postgres_bin() {
  local folder
  for folder in $(have initdb && dirname "$(readlink -f "$(command -v initdb)")") \
    $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin | sort -rV); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/pg_ctl" ]; then
      echo "$folder"
      return 0
    fi
  done
  return 1
}

# A browser that Playwright can drive; prints its path. Ubuntu's chromium is a snap stub that fails as root.
chromium_path() {
  local name
  if [ -n "${CHROMIUM:-}" ]; then
    # What somebody names is taken at their word.
    echo "$CHROMIUM"
    return 0
  fi
  for name in chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if have "$name" && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return 0
    fi
  done
  # What `playwright install chromium` leaves.
  name=$(cd "$root" && node -p "require('@playwright/test').chromium.executablePath()" 2>/dev/null) || return 1
  # It may lack libraries of the system; then it does not even tell its version.
  "$name" --version >/dev/null 2>&1 && echo "$name"
}
