#!/usr/bin/env bash
# feedparser 6.0.14: of a show's recipients the last is left, and of an element with attributes its text is not.
#
# One would guess: what the podcast namespace (docs/tags) repeats or says in an element's text is there in some form, for feedparser's page on
# namespaces says that it tries to give all data of a feed, elements of other namespaces too.
# Seen: an element that comes again takes the place of the one before, so that of 95 and 5 shares the host's are gone and 5 remain. Where an
# element has attributes they are kept alone: people's names, the season's number and the episode's are gone, and its text is there only
# where it has none. podcast-partytime 5.0.0 reads all of it.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder" NPM_CONFIG_UPDATE_NOTIFIER=false
npm init -y >/dev/null
npm install --silent --no-audit --no-fund podcast-partytime@5.0.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat >feed.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Show</title><link>https://show.example/</link><description>A show.</description>
<podcast:medium>podcast</podcast:medium>
<podcast:value type="lightning" method="keysend">
  <podcast:valueRecipient name="Host" type="node" address="02aa" split="95"/>
  <podcast:valueRecipient name="App" type="node" address="02bb" split="5"/>
</podcast:value>
<item><title>One</title><guid>one</guid><enclosure url="https://show.example/one.mp3" length="1" type="audio/mpeg"/>
<podcast:season name="First">1</podcast:season>
<podcast:episode display="Chapter 3">3</podcast:episode>
<podcast:person role="host">Ann</podcast:person>
<podcast:person role="guest">Ben</podcast:person>
</item></channel></rss>
XML
cat >read.py <<'PY'
import feedparser

feed = feedparser.parse('feed.xml')
one = feed.entries[0]
for key in ('podcast_medium', 'podcast_valuerecipient'):
    print(key, dict(feed.feed[key]) if isinstance(feed.feed[key], dict) else feed.feed[key])
for key in ('podcast_season', 'podcast_episode', 'podcast_person'):
    print(key, dict(one[key]))
PY
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs'
import partytime from 'podcast-partytime'

const { value, items } = partytime.parseFeed(readFileSync('feed.xml', 'utf8'))
const [one] = items
const splits = value.recipients.map(({ name, split }) => `${name} ${split}`)
const people = one.podcastPeople.map(({ name, role }) => `${name} (${role})`)
console.log([...splits, `season ${one.podcastSeason.number}`, `episode ${one.podcastEpisode.number}`, ...people].join(', '))
JS
check() {
  printf '%s\n%s\n' "$1" "$3"
  [ "$2" = "$3" ] || { printf '  it was before:\n%s\n' "$2"; exit 1; }
}
check 'feedparser 6.0.14' "podcast_medium podcast
podcast_valuerecipient {'name': 'App', 'type': 'node', 'address': '02bb', 'split': '5'}
podcast_season {'name': 'First'}
podcast_episode {'display': 'Chapter 3'}
podcast_person {'role': 'guest'}" "$(python/bin/python read.py)"
check 'podcast-partytime 5.0.0' 'Host 95, App 5, season 1, episode 3, Ann (Host), Ben (Guest)' "$(node read.mjs)"
