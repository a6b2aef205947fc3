#!/bin/sh
# Re-creates the third-party files beside this script. Needs npm; run it to move to another version.
set -eu
cd "$(dirname "$0")"

fetch() { # name version files…
    name=$1 version=$2
    shift 2
    archive=$(npm pack --silent "$name@$version")
    rm -rf "$name" && mkdir "$name"
    for file in LICENSE "$@"; do
        tar -xzf "$archive" --strip-components=1 -C "$name" "package/$file"
    done
    echo "$name $version" >"$name/VERSION"
    rm "$archive"
}

# Apache-2.0
fetch swagger-ui-dist 5.35.0 swagger-ui-bundle.js swagger-ui.css

# MIT. The version that the Python package plotly brings, of which the pages need this part alone
fetch plotly.js-basic-dist-min 4.1.1 plotly-basic.min.js

# MIT
fetch lean-qr 2.7.4 index.mjs
