import type { ShowJson } from '#api/contract/show.ts'

/** A show as the API answers it, but for what is said otherwise. */
export function makeShow(over: Partial<ShowJson> = {}): ShowJson {
  return {
    slug: 'linux-unplugged',
    title: 'LINUX Unplugged',
    feed: 'https://feeds.example.com/lup',
    guid: null,
    feed_id: null,
    time_zone: 'UTC',
    currency: 'USD',
    public: false,
    provisional: false,
    set_aside: false,
    demo: false,
    baller_sats: 20_000,
    read_sats: 2_000,
    live_join: 'same',
    live_join_hours: 24,
    shares: {},
    proposed_shares: null,
    lightning_address: null,
    metaboost: true,
    ...over,
  }
}
