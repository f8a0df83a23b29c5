#!/usr/bin/env bash
# Installs what is missing, one word per tool: wasm npm chromium postgres deny.
# Says what and how long (measured on two cores), and does nothing where a fitting version is found.
source "$(dirname "$0")/env.sh"

# Some crates bring C, and linking needs a C compiler too.
c_compiler() {
  have cc || have gcc || have clang && return 0
  say "Installing a C compiler (about a minute)"
  apt_install gcc libc6-dev >&2 || true
  have cc || fail "a C compiler is missing: install gcc or clang with your package manager."
}

rust() {
  local version
  version=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$root/rust-toolchain.toml")
  have cargo || fail "cargo is missing: install Rust $version with rustup (https://rustup.rs)."
  # rustup may be told not to install by itself what rust-toolchain.toml names.
  if have rustup && ! (cd "$root" && RUSTUP_AUTO_INSTALL=0 rustc --version) >/dev/null 2>&1; then
    say "Installing Rust $version (1 to 3 minutes, 300 MB)"
    rustup toolchain install "$version" --profile minimal --component clippy,rustfmt --target wasm32-unknown-unknown >&2 ||
      fail "Rust $version could not be installed: rustup toolchain install $version"
  fi
  c_compiler
}

node_new_enough() {
  have node && have npm || fail "node and npm are missing: install Node.js 20 or newer."
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed, this is $(node --version)."
}

# Optimising a tool that runs for seconds costs more than it brings: level 1 halves the waiting time.
cargo_install() { # folder crate version [options]
  env -u CARGO_TARGET_DIR -u RUSTFLAGS CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install "$2" --version "=$3" --root "$1" "${@:4}"
}

install_wasm() {
  rust
  if ! [ -d "$(cd "$root" && rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
    say "Adding the Rust target wasm32-unknown-unknown (under a minute)"
    have rustup || fail "this Rust has no wasm32-unknown-unknown and there is no rustup to add it: install the target with your package manager."
    (cd "$root" && rustup target add wasm32-unknown-unknown)
  fi
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $wasm_bindgen_version" ]; then
    say "Installing wasm-bindgen $wasm_bindgen_version into $wasm_bindgen_home (2 to 4 minutes, once)"
    # Not --locked: its lock file names a crate version that is no longer served.
    cargo_install "$wasm_bindgen_home" wasm-bindgen-cli "$wasm_bindgen_version" --bin wasm-bindgen --no-default-features
  fi
}

# The one place inside the checkout: TypeScript and Playwright look for their packages beside the tests.
install_npm() {
  node_new_enough
  if ! cmp -s "$root/package-lock.json" "$root/node_modules/.installed-lock.json"; then
    say "Installing sass, binaryen, Playwright and TypeScript into node_modules (10 to 60 seconds)"
    (cd "$root" && npm ci)
    cp "$root/package-lock.json" "$root/node_modules/.installed-lock.json"
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Debian packages as root or by sudo without a password; fails where neither works.
apt_install() {
  have apt-get && as_root true 2>/dev/null || return 1
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends)
  # Lists may be absent or stale on a fresh image: try, then update once and try again.
  as_root "${install[@]}" "$@" || { as_root apt-get update && as_root "${install[@]}" "$@"; }
}

install_chromium() {
  chromium_path >/dev/null && return 0
  say "Installing Chromium for the browser tests (about a minute, 100 MB)"
  apt_install chromium fonts-liberation >&2 || true
  chromium_path >/dev/null && return 0
  say "Debian packages cannot be installed here: trying Playwright's own Chromium"
  (cd "$root" && npx playwright install chromium >&2) || true
  # It is a bare program: the libraries it needs come as packages, where those can be installed.
  if ! chromium_path >/dev/null && as_root true 2>/dev/null; then
    (cd "$root" && npx playwright install-deps chromium >&2) || true
  fi
  chromium_path >/dev/null || fail "no Chromium for the browser tests. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium make test"
}

install_postgres() {
  if [ -n "${TEST_DATABASE_URL:-}" ] || postgres_bin >/dev/null; then return 0; fi
  say "Installing the PostgreSQL server for the store tests (about a minute)"
  # The tests start their own server; the package shall not leave one running.
  if have apt-get && ! [ -e /etc/postgresql-common ] && as_root mkdir -p /etc/postgresql-common/createcluster.d 2>/dev/null; then
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/make-it-safe.conf >/dev/null
  fi
  apt_install postgresql >&2 || true
  postgres_bin >/dev/null || fail "no PostgreSQL server (initdb, postgres). Install it with your package manager, or name a database that tests may fill: TEST_DATABASE_URL=postgres://… make test"
}

install_deny() {
  rust
  if [ "$(cargo-deny --version 2>/dev/null)" != "cargo-deny $cargo_deny_version" ]; then
    say "Installing cargo-deny $cargo_deny_version into $cargo_deny_home (2 to 4 minutes, once)"
    cargo_install "$cargo_deny_home" cargo-deny "$cargo_deny_version" --locked
  fi
}

for tool in "$@"; do
  "install_$tool"
done
