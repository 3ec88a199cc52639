#!/usr/bin/env bash
# @nostr-dev-kit/ndk 3.0.3 and applesauce-common 6.2.0: how a zap is to be divided (NIP-57, appendix G) is read in two wrong ways.
#
# One would guess: of a note's `zap` tags the fourth element is the weight, for the third is a relay; where none has a weight all get the
# same, and where only some have one the others get nothing. So says the appendix, with an example of 25, 25 and 50 %.
# Seen: NDK reads the third, the relay, as the weight: of the appendix's own example everybody's amount is NaN, and where the relay is
# left empty too. applesauce reads weights, and names nobody at all where there are none, as where a note has no `zap` tag: a client that
# takes its word pays the author alone.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @nostr-dev-kit/ndk@3.0.3 applesauce-core@6.2.0 applesauce-common@6.2.0
cat >try.mjs <<'JS'
import NDK, { NDKEvent, NDKZapper } from '@nostr-dev-kit/ndk'
import { getZapSplits } from 'applesauce-common/helpers'

const [ann, ben, cat] = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
const notes = {
  'weights 1, 1, 2': [
    ['zap', ann, 'wss://one.example', '1'],
    ['zap', ben, 'wss://two.example', '1'],
    ['zap', cat, 'wss://three.example', '2'],
  ],
  'weights 1, 1, 2 without relays': [
    ['zap', ann, '', '1'],
    ['zap', ben, '', '1'],
    ['zap', cat, '', '2'],
  ],
  'no weights': [
    ['zap', ann, 'wss://one.example'],
    ['zap', ben, 'wss://two.example'],
  ],
  'one of two has a weight': [
    ['zap', ann, 'wss://one.example', '1'],
    ['zap', ben, 'wss://two.example'],
  ],
}
const before = {
  'weights 1, 1, 2': ['NaN NaN NaN', '0.25 0.25 0.5'],
  'weights 1, 1, 2 without relays': ['NaN NaN NaN', '0.25 0.25 0.5'],
  'no weights': ['NaN NaN', 'nobody'],
  'one of two has a weight': ['NaN NaN', '1'],
}
console.log('@nostr-dev-kit/ndk 3.0.3 (msat of 100,000), applesauce-common 6.2.0 (parts)')
const ndk = new NDK()
for (const [name, tags] of Object.entries(notes)) {
  const note = { kind: 1, pubkey: 'd'.repeat(64), created_at: 1_790_000_000, content: '', tags }
  const amounts = new NDKZapper(new NDKEvent(ndk, note), 100_000, 'msat').getZapSplits().map(({ amount }) => amount)
  const parts = getZapSplits(note)?.map(({ percent }) => percent) ?? ['nobody']
  const seen = [amounts.join(' '), parts.join(' ')]
  console.log(`${name}: ${seen.join(' | ')}`)
  if (seen.join() !== before[name].join()) {
    console.log(`  it was ${before[name].join(' | ')} before`)
    process.exitCode = 1
  }
}
process.exit()
JS
node try.mjs
