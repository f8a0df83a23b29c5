#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL server: postgres.sh COMMAND [ARGUMENTS]
# The command finds it in TEST_DATABASE_URL (a superuser, so that tests may create databases).
# A TEST_DATABASE_URL that is already set is used as it is. fsync stays on: tests speak about durability.
source "$(dirname "$0")/env.sh"

if [ -n "${TEST_DATABASE_URL:-}" ]; then
  exec "$@"
fi
bin=$(postgres_bin) || fail "no PostgreSQL server found: tools/install.sh postgres"

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

# A short path: the socket in it may have 107 characters at most.
home=$(mktemp -d /tmp/make-it-safe-pg.XXXXXX)
stop() {
  if [ -e "$home/data/postmaster.pid" ]; then
    unprivileged "$bin/pg_ctl" --pgdata="$home/data" --mode=immediate --silent stop || true
  fi
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$home/password"
[ "$(id -u)" != 0 ] || chown -R nobody "$home"
cd "$home"
unprivileged "$bin/initdb" --pgdata="$home/data" --username=test --pwfile="$home/password" --auth=scram-sha-256 \
  --encoding=UTF8 --no-locale >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; fail "initdb failed."; }

# Another process may take the free port between the look and the start: try a few.
for _ in 1 2 3; do
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  if unprivileged "$bin/pg_ctl" --pgdata="$home/data" --log="$home/server.log" --wait --silent \
    --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$home -c max_connections=200" start; then
    export TEST_DATABASE_URL="postgres://test:$password@127.0.0.1:$port/postgres"
    break
  fi
done
[ -n "${TEST_DATABASE_URL:-}" ] || { cat "$home/server.log" >&2; fail "the PostgreSQL server did not start."; }

cd "$OLDPWD"
status=0
"$@" || status=$?
exit "$status"
