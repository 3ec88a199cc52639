#!/usr/bin/env bash
# remark-gfm 4.0.1 and cmarkgfm 2025.10.22 (GitHub's own parser): a backslash keeps no address from becoming a link.
#
# One would guess: as CommonMark says, a character behind a backslash, or written as an entity, is text and no markup, so that
# `www\.example\.org` and `me&#64;example\.org` are text in show notes, in GitHub's kind of Markdown as in others.
# Seen: both look for addresses once more in the finished text, where nothing is escaped any longer. remark-gfm makes links of all of
# them, cmarkgfm of mail addresses; marked and markdown-it with linkify make none. Bare domains (`example\.org/path`) are text in all four.
# Prints the versions and what was seen; exits non-zero where that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund unified@11.0.5 remark-parse@11.0.0 remark-gfm@4.0.1 remark-rehype@11.1.2 rehype-stringify@10.0.1 \
  marked@18.2.1 markdown-it@15.0.3
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check cmarkgfm==2025.10.22

cat >render.mjs <<'JS'
import MarkdownIt from 'markdown-it'
import { marked } from 'marked'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const [, , reader, text] = process.argv
const readers = {
  remark: () => unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).processSync(text),
  marked: () => marked.parse(text),
  linkify: () => new MarkdownIt({ linkify: true }).render(text),
}
process.stdout.write(String(readers[reader]()))
JS

links() {
  local html
  case $1 in
    cmarkgfm) html=$(python/bin/python -c 'import sys, cmarkgfm; print(cmarkgfm.github_flavored_markdown_to_html(sys.argv[1]))' "$2") ;;
    *) html=$(node render.mjs "$1" "$2") ;;
  esac
  grep -q '<a ' <<<"$html" && echo link || echo text
}
check() {
  local seen
  seen=$(links "$1" "$2")
  printf '%-9s %-28s %s\n' "$1" "$2" "$seen"
  [ "$seen" = "$3" ] || { printf '  it was %s before\n' "$3"; exit 1; }
}
echo 'remark-gfm 4.0.1, cmarkgfm 2025.10.22, marked 18.2.1, markdown-it 15.0.3'
for reader in remark cmarkgfm marked linkify; do
  case $reader in remark) address=link mail=link ;; cmarkgfm) address=text mail=link ;; *) address=text mail=text ;; esac
  check $reader 'www\.example\.org' $address
  check $reader 'https\://example\.org' $address
  check $reader 'me\@example\.org' $mail
  check $reader 'me&#64;example\.org' $mail
  check $reader 'example\.org/path' text
done
