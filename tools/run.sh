#!/usr/bin/env bash
# Serves a demonstration: run.sh BINARY DATABASE_FILE LISTEN [OPTIONS of serve]. The database is made on the first run only.
source "$(dirname "$0")/env.sh"
binary=$1 file=$2 listen=$3
# Names of the build, which the server would take for unknown settings and refuse.
unset MAKEITSAFE_TOOLS MAKEITSAFE_SITE_DIR MAKEITSAFE_BIN

if ! [ -e "$file" ]; then
  mkdir -p "$(dirname "$file")"
  say "Filling $file with a demonstration project (once)"
  # A half-filled database would be taken for a whole one the next time.
  "$binary" demo --database "sqlite:$file" || { rm -f "$file" "$file-wal" "$file-shm"; fail "the demonstration could not be made."; }
fi
exec "$binary" serve --database "sqlite:$file" --listen "$listen" "${@:4}"
