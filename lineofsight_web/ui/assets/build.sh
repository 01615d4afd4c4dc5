#!/bin/sh
# Rebuilds ../static/ui/govuk from the published GOV.UK Frontend. Needs Node and npm; users of Lineofsight need neither.
# A council's service is not GOV.UK: no GDS Transport font, no crown, no crest (Arial, the council's own name and footer).
#
#   lineofsight_web/ui/assets/build.sh           rebuild
#   lineofsight_web/ui/assets/build.sh --check   fail if the committed files are not what a rebuild gives
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work"
(cd "$work" && npm ci --silent --no-audit --no-fund --ignore-scripts)
from=$work/node_modules/govuk-frontend/dist/govuk
mkdir "$work/out"

sed -E \
    -e 's/@font-face\{[^}]*\}//g' \
    -e 's/GDS Transport,arial,sans-serif/Arial,Helvetica,sans-serif/g' \
    -e 's#url\(/assets/images/govuk-crest\.svg\)#none#g' \
    -e '/sourceMappingURL/d' \
    "$from/govuk-frontend.min.css" > "$work/out/govuk.css"
sed -E -e 's#//. sourceMappingURL=.*$##' "$from/govuk-frontend.min.js" > "$work/out/govuk.js"
printf '\ninitAll();\n' >> "$work/out/govuk.js"

if grep -q -e Transport -e 'url(' -e sourceMapping "$work/out/govuk.css" "$work/out/govuk.js"; then
    echo "The font, the crest or a source map is still in the built files." >&2
    exit 1
fi

if [ "${1:-}" = --check ]; then
    diff -q "$work/out/govuk.css" "$here/../static/ui/govuk/govuk.css"
    diff -q "$work/out/govuk.js" "$here/../static/ui/govuk/govuk.js"
    echo "The committed files are what a rebuild gives."
else
    cp "$work/out/govuk.css" "$work/out/govuk.js" "$here/../static/ui/govuk/"
fi
