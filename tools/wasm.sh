#!/usr/bin/env bash
# The browser's half from what cargo built: wasm.sh MODULE.wasm SITE_FOLDER release|debug
# Makes app_bg.wasm and, last, app.js: a run that was interrupted leaves an older app.js and is done again.
source "$(dirname "$0")/env.sh"
module=$1 site=$2 kind=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Pages pass the path of the WASM themselves (its name carries a hash), so the script needs no default.
options=(--target web --no-typescript --omit-default-module-path --out-name app --out-dir "$work")
if [ "$kind" = debug ]; then
  wasm-bindgen "${options[@]}" --debug --keep-debug "$module"
else
  wasm-bindgen "${options[@]}" --remove-producers-section "$module"
  # Stripping removed the section that lists them: what rustc 1.95 uses for wasm32 by default.
  features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext)
  node "$root/tools/wasm-roots.mjs" "$work/app_bg.wasm" "$work/roots.json"
  wasm-metadce "${features[@]}" --graph-file "$work/roots.json" "$work/app_bg.wasm" -o "$work/used.wasm" >/dev/null
  wasm-opt -Oz "${features[@]}" -o "$work/optimised.wasm" "$work/used.wasm"
  mv "$work/optimised.wasm" "$work/app_bg.wasm"
  esbuild --log-level=warning --minify --format=esm --outfile="$work/small.js" "$work/app.js"
  mv "$work/small.js" "$work/app.js"
fi
# Scripts that crates bring along would be imported by relative path, which hashed names break.
[ ! -d "$work/snippets" ] || fail "a crate brings scripts of its own ($(find "$work/snippets" -type f | head -3)): bundle them first."

mkdir -p "$site"
mv "$work/app_bg.wasm" "$site/app_bg.wasm"
mv "$work/app.js" "$site/app.js"
