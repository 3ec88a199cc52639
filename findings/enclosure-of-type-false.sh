#!/usr/bin/env bash
# podcast 2.0.1 and rss 1.2.2 (npm): an episode whose address has parameters is of the type "false".
#
# One would guess: the type is guessed by the address, as both say of an enclosure without one, and that is the address of a file with or
# without `?…` behind it, as hosts that count downloads have it; where no guess can be made the type is left out, or an error said.
# Seen: `one.mp3` is audio/mpeg, `one.mp3?source=feed` is of the type "false", which is no media type as RSS 2.0 wants one there; gPodder's
# podcastparser 0.6.11 makes application/octet-stream of it, which is no audio.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
npm install --silent --no-audit --no-fund podcast@2.0.1 rss@1.2.2
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check podcastparser==0.6.11
cat >try.mjs <<'JS'
import { Podcast } from 'podcast'
import Rss from 'rss'

const about = { title: 'Show', description: 'A show.', feedUrl: 'https://show.example/feed', feed_url: 'https://show.example/feed',
  siteUrl: 'https://show.example/', site_url: 'https://show.example/' }
const addresses = ['https://show.example/one.mp3', 'https://show.example/one.mp3?source=feed']
function write(library, url) {
  const feed = library === 'podcast' ? new Podcast(about) : new Rss(about)
  const item = { title: 'One', description: 'The first.', url: 'https://show.example/one', guid: 'one', date: '2026-10-03', enclosure: { url, size: 1 } }
  if (library === 'podcast') feed.addItem(item)
  else feed.item(item)
  return library === 'podcast' ? feed.buildXml() : feed.xml()
}
const [, , library, n] = process.argv
console.log(write(library, addresses[n]))
JS
echo 'written by podcast 2.0.1 and rss 1.2.2, read by podcastparser 0.6.11'
py='import io, sys, podcastparser; print(podcastparser.parse("https://show.example/feed", sys.stdin.buffer)["episodes"][0]["enclosures"][0]["mime_type"])'
check() {
  local xml seen
  xml=$(node try.mjs "$1" "$2")
  seen="$(sed -n 's/.*<enclosure[^>]* type="\([^"]*\)".*/\1/p' <<<"$xml"), $(python/bin/python -c "$py" <<<"$xml")"
  printf '%-8s one.mp3%-13s %s\n' "$1" "$3" "$seen"
  [ "$seen" = "$4" ] || { printf '  it was %s before\n' "$4"; exit 1; }
}
for library in podcast rss; do
  check $library 0 '' 'audio/mpeg, audio/mpeg'
  check $library 1 '?source=feed' 'false, application/octet-stream'
done
