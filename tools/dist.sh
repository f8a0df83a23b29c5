#!/usr/bin/env bash
# One archive with everything to install: dist.sh BINARY [FOLDER]. Prints its path.
# The same binary and commit give the same bytes.
source "$(dirname "$0")/env.sh"
binary=$(readlink -f "$1")
folder=${2:-$root/dist}

version=$("$binary" --version | awk '{ print $2 }')
system=$(rustc -vV | sed -n 's/^host: //p')
name=make-it-safe-$version-$system
# When the sources were last changed; outside a clone a fixed day.
moment=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name"
install -m 755 "$binary" "$work/$name/make-it-safe"
install -m 644 "$root"/deploy/* "$work/$name/"
env -i "$binary" config example >"$work/$name/config.example.toml"
chmod 644 "$work/$name/config.example.toml"

mkdir -p "$folder"
archive=$folder/$name.tar.gz
# Order, moment, owner and rights are ours, not this machine's.
tar --create --directory "$work" --sort=name --format=ustar --mtime="@$moment" --owner=0 --group=0 --numeric-owner \
  --mode=u+rwX,go+rX,go-w "$name" | gzip --no-name --best >"$archive.part"
mv "$archive.part" "$archive"
(cd "$folder" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
echo "$archive"
