#!/bin/sh
# Re-creates the third-party files beside this script, which only tests use. Needs npm; run it to
# move to another version.
set -eu
cd "$(dirname "$0")"

# MPL-2.0
name=axe-core version=4.14.1
archive=$(npm pack --silent "$name@$version")
rm -rf "$name" && mkdir "$name"
tar -xzf "$archive" --strip-components=1 -C "$name" package/LICENSE package/LICENSE-3RD-PARTY.txt package/axe.min.js
echo "$name $version" >"$name/VERSION"
rm "$archive"
