#!/bin/sh
# Uploads the folder to S3:  s3-upload.sh BUCKET [FOLDER]
# S3 sends a file as it was put: what changes its name with its content first, pages after, so that no page names a file
# that is not there yet. CloudFront compresses (turn on "compress objects automatically"), so twins stay at home.
set -eu
bucket="s3://$1"
folder="${2:-dist}"
twins="--exclude *.gz --exclude *.br --exclude .twins --exclude _headers --exclude _redirects"
forever="public, max-age=31536000, immutable"

put() { aws s3 cp "$folder" "$bucket" --recursive --exclude '*' "$@"; }

set -f
for of in "js text/javascript" "css text/css" "wasm application/wasm" "json application/json" "bin application/octet-stream"; do
  extension="${of%% *}" type="${of#* }"
  put --include "app/*.$extension" --include "data/*.$extension" --exclude data/manifest.json \
    --content-type "$type" --cache-control "$forever"
done
for of in "html text/html; charset=utf-8" "txt text/plain; charset=utf-8" "xml application/xml" "svg image/svg+xml" \
  "png image/png" "json application/json" "webmanifest application/manifest+json" "opml text/x-opml; charset=utf-8"; do
  extension="${of%% *}" type="${of#* }"
  put --include "*.$extension" --exclude 'data/*' --exclude 'app/*' --content-type "$type" --cache-control no-cache
done
put --include data/manifest.json --content-type application/json --cache-control no-cache
# Files that the new version does not have any more go last.
aws s3 sync "$folder" "$bucket" --delete --size-only $twins
