type Recipient = { name: string; address: string; split: number; key?: string; value?: string; fee?: boolean }
type Item = {
  guid?: string
  title: string
  date?: string
  value?: string
  enclosure?: string
  /** Further elements. */
  inside?: string
}

/** RSS with the podcast namespace, as hosts' publishing tools write it. */
export function makeFeed({
  title = 'Test Show',
  guid = '9b024349-ccf0-5f69-a609-6b82873eab3c',
  recipients = [],
  items = [],
  extra = '',
}: {
  title?: string
  guid?: string
  recipients?: Recipient[]
  items?: Item[]
  /** Further elements of the channel. */
  extra?: string
} = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>${title}</title><itunes:image href="https://img.example/cover.jpg"/>
<podcast:guid>${guid}</podcast:guid>${makeValue(recipients)}${extra}
${items
  .map(
    (item) => `<item><title><![CDATA[${item.title}]]></title>
${item.guid === undefined ? '' : `<guid isPermaLink="false">${item.guid}</guid>`}
<pubDate>${item.date ?? 'Sun, 15 May 2022 19:00:00 -0700'}</pubDate>${enclosureOf(item)}${item.value ?? ''}${item.inside ?? ''}</item>`,
  )
  .join('\n')}
</channel></rss>`
}

function enclosureOf({ enclosure }: Item): string {
  return enclosure === undefined ? '' : `<enclosure url="${enclosure}" length="1" type="audio/mpeg"/>`
}

/** A value block. @param splits e.g. `<podcast:valueTimeSplit …>` */
export function makeValue(recipients: readonly Recipient[], splits = ''): string {
  if (recipients.length === 0) return ''
  return `<podcast:value type="lightning" method="keysend">${recipients
    .map(
      ({ name, address, split, key, value, fee }) =>
        `<podcast:valueRecipient name="${name}" type="node" address="${address}" split="${split}"${
          key ? ` customKey="${key}" customValue="${value}"` : ''
        }${fee ? ' fee="true"' : ''}/>`,
    )
    .join('')}${splits}</podcast:value>`
}
