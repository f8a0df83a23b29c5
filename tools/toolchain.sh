#!/usr/bin/env bash
# Prints the name of an installed Rust toolchain of the version that rust-toolchain.toml asks for, where none is
# installed under that version's own name: "stable" often is that very version, and needs no second download.
# Prints nothing where nothing is needed. make and tools/env.sh pass it on as RUSTUP_TOOLCHAIN.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Looking must not install anything.
export RUSTUP_AUTO_INSTALL=0

if [ -n "${RUSTUP_TOOLCHAIN:-}" ] || ! command -v rustup >/dev/null 2>&1 || rustc --version >/dev/null 2>&1; then
  exit 0
fi
version=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
while read -r name _; do
  case $(rustc "+$name" --version 2>/dev/null || true) in
    "rustc $version "*) echo "$name"; exit 0 ;;
  esac
done < <(rustup toolchain list 2>/dev/null)
