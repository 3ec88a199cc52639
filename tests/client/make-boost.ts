import type { BoostGroupJson, BoostJson } from '#api/contract/boost.ts'

/** A boost as the API answers it. */
export function makeBoost(over: Partial<BoostJson> = {}): BoostJson {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    action: 'boost',
    show: { slug: 'linux-unplugged', title: 'LINUX Unplugged' },
    episode: { id: '01890000-0000-7000-8000-00000000e458', title: "458: NVIDIA's New View" },
    supporter: { id: '01890000-0000-7000-8000-00000000b001', name: 'sirlurksalot' },
    app: 'Fountain',
    message: 'A feather for the tinfoil hat',
    position_s: 2467,
    claimed_msat: 1_337_000,
    received_msat: 441_210,
    counted_msat: 1_337_000,
    claim: 'confirmed',
    fiat: null,
    price: null,
    free: false,
    payment_count: 1,
    sent_at: '2022-05-14T18:03:11Z',
    recorded_at: '2022-05-14T18:03:12Z',
    updated_at: '2022-05-14T18:03:12Z',
    link: null,
    playing: null,
    hidden: false,
    possible_double: false,
    difference: null,
    dropped: null,
    ...over,
  }
}

/** The group that a boost belongs to. */
export function makeGroup(boost: BoostJson, count = 1, counted_msat = boost.counted_msat): BoostGroupJson {
  return { show: boost.show, episode: boost.episode, count, counted_msat }
}
