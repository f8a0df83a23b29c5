#!/usr/bin/env bash
# Tries the archive as somebody who installs it: test-dist.sh [BINARY]. Unpacks it in a clean folder and
# runs what INSTALL.md says, with nothing of this environment. Ports are free ones, nothing leaves the folder.
source "$(dirname "$0")/env.sh"
binary=${1:-${MAKEITSAFE_BIN:-}}
if ! [ -x "$binary" ]; then
  printf '\n!! The archive was NOT tested: there is no binary (make build, or MAKEITSAFE_BIN=…).\n' >&2
  exit 0
fi
have node || fail "node is needed to ask the server."

home=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

archive=$("$root/tools/dist.sh" "$binary" "$home/one")
again=$("$root/tools/dist.sh" "$binary" "$home/two")
cmp "$archive" "$again" || fail "the same binary gave two different archives."
(cd "$home/one" && sha256sum --check --quiet ./*.sha256)

mkdir "$home/clean"
tar --extract --gzip --file "$archive" --directory "$home/clean" --strip-components=1
cd "$home/clean"
for file in make-it-safe make-it-safe.service make-it-safe-backup.service make-it-safe-backup.timer Caddyfile config.toml \
  config.example.toml INSTALL.md; do
  [ -s "$file" ] || fail "the archive has no $file."
done
mis() { env -i ./make-it-safe "$@"; }
# Ends with the code that is expected, and shows what was said if not.
expect() { # code command...
  local code=$1 status=0
  shift
  mis "$@" >said 2>&1 || status=$?
  [ "$status" = "$code" ] || { cat said >&2; fail "make-it-safe $* ended with $status, not $code."; }
}
ask() { # path: prints the status
  env -i PATH="$PATH" node -e 'fetch(process.argv[1]).then((r) => console.log(r.status), (e) => { console.error(String(e.cause ?? e)); process.exit(1); })' "$address$1"
}

mis config example | cmp - config.example.toml || fail "config.example.toml is of another version."
# The shipped configuration, moved into this folder.
sed -e "s|/var/lib/make-it-safe|$home/state|; s|/var/backups/make-it-safe|$home/backups|; s|127.0.0.1:3000|127.0.0.1:0|" config.toml >my.toml
expect 0 config check --config my.toml
grep -q "in order" said && ! grep -q warning said || { cat said >&2; fail "the shipped configuration has warnings."; }
expect 1 doctor --config my.toml
grep -q "no database" said || fail "doctor does not say that there is no database."
expect 0 migrate --config my.toml
expect 1 doctor --config my.toml
grep -q "no account yet" said || fail "doctor does not say that there is no account."

# Not by the function: the process has to be ours to stop.
env -i ./make-it-safe serve --config my.toml >printed 2>log &
server=$!
for _ in $(seq 300); do
  address=$(sed -n 's/^listening on \(http:.*\)/\1/p' printed)
  [ -z "$address" ] || break
  kill -0 "$server" 2>/dev/null || { cat log >&2; fail "serve ended."; }
  sleep 0.1
done
[ -n "$address" ] || fail "serve did not listen within 30 s."
grep -q '^set-up link: https://workshops.example.org/set-up/' printed || { cat printed >&2; fail "no set-up link at the public address."; }
[ "$(ask /livez)" = 200 ] && [ "$(ask /readyz)" = 200 ] && [ "$(ask /)" = 200 ] || fail "the server does not answer."
expect 0 user add admin@example.org --role admin --config my.toml
# A backup while it serves, and a check of it.
expect 0 backup --config my.toml
backup=$(ls "$home"/backups/*.db)
expect 0 restore --from "$backup" --verify
expect 1 restore --from "$backup" --config my.toml
expect 1 restore --from "$backup" --force --config my.toml
kill "$server"
wait "$server" || fail "the server did not stop cleanly."
server=
expect 0 restore --from "$backup" --force --config my.toml
mis doctor --config my.toml >said 2>&1 || [ $? = 1 ] || { cat said >&2; fail "doctor finds something broken."; }
! grep -E '^(BROKEN|warning)' said | grep -v 'help services' || fail "doctor warns about an installation by the book."

if have systemd-analyze; then
  mkdir units
  for unit in *.service *.timer; do sed "s|/usr/local/bin/make-it-safe|$home/clean/make-it-safe|; s|^User=.*|User=root|; s|^Group=.*|Group=root|" "$unit" >"units/$unit"; done
  # Only what it says about our units: machines have others.
  systemd-analyze verify units/* >verified 2>&1 || true
  ! grep -E 'make-it-safe[a-z-]*\.(service|timer)' verified | grep -vE 'Failed to (connect|create)' || fail "systemd does not understand the units."
else
  echo "the units were not checked: no systemd-analyze" >&2
fi
if have caddy; then
  caddy validate --adapter caddyfile --config Caddyfile >verified 2>&1 || { cat verified >&2; fail "Caddy does not understand the Caddyfile."; }
fi
echo "The archive $(basename "$archive") installs, serves, backs up and restores ($(($(stat -c %s "$archive") / 1048576)) MB)."
