#!/usr/bin/env bash
# podcast-partytime 5.0.0 (of Podcast Index): of several ways to pay a show the first in the feed is all there is.
#
# One would guess: a feed that can be paid in Hive dollars and over Lightning is read as such, or by the way that the reader's apps pay, and
# the order in the feed tells nothing: the namespace (docs/tags/value.md) allows `<podcast:value>` several times, and names no first.
# Seen: the one that stands first is the show's `value`, the others are gone without a word. Where Hive stands first nothing is left that a
# Lightning wallet could pay. feedsmith 3.0.1 has all of them, as `values`.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
npm install --silent --no-audit --no-fund podcast-partytime@5.0.0 feedsmith@3.0.1
cat >try.mjs <<'JS'
import { parseRssFeed } from 'feedsmith'
import partytime from 'podcast-partytime'

const hive = '<podcast:value type="HBD" method="keychain"><podcast:valueRecipient type="account" address="show" split="100"/></podcast:value>'
const lightning =
  `<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" address="02${'ab'.repeat(32)}" split="100"/></podcast:value>`
const feed = (values) => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Show</title><link>https://show.example/</link><description>A show.</description>${values}
<item><title>One</title><guid>one</guid><enclosure url="https://show.example/one.mp3" length="1" type="audio/mpeg"/>${values}</item>
</channel></rss>`

console.log('podcast-partytime 5.0.0 | feedsmith 3.0.1, of the show and of its episode')
for (const [order, values, before] of [
  ['Hive, then Lightning', hive + lightning, 'HBD HBD | HBD+lightning HBD+lightning'],
  ['Lightning, then Hive', lightning + hive, 'lightning lightning | lightning+HBD lightning+HBD'],
]) {
  const party = partytime.parseFeed(feed(values))
  const smith = parseRssFeed(feed(values))
  const typesOf = ({ podcast }) => podcast.values.map(({ type }) => type).join('+')
  const seen = `${party.value?.type} ${party.items[0].value?.type} | ${typesOf(smith)} ${typesOf(smith.items[0])}`
  console.log(`${order}: ${seen}`)
  if (seen !== before) {
    console.log(`  it was ${before} before`)
    process.exitCode = 1
  }
}
JS
node try.mjs
