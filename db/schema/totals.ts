import type { ColumnType, Generated } from 'kysely'
import type {
  Instant,
  InstantByDefault,
  InstantOnce,
  SnapshotByDefault,
  XidByDefault,
} from '#db/schema/columns.ts'

/** Sums of a cell. Amounts are exact however large; who reads them sees to it that they fit a number. */
type Sums = {
  boosts: number
  boosts_counted_msat: number
  boosts_received_msat: number
  autos: number
  autos_counted_msat: number
  autos_received_msat: number
  streams: number
  streams_received_msat: number
  /** Of boosts, autos and streams that came as neither sats nor fiat, and those that came as fiat. */
  free: number
  fiat: number
  /** Of listening, told apart by episode, listener and position; of streams whose position is known. */
  minutes: number
}

/** What a show is summed by. */
export type TotalsPart = 'show' | 'episode' | 'app' | 'wallet' | 'rail'

/** Money of a currency, the amount as text since JSON would round it. */
export type FiatSum = { currency: string; amount_minor: string; count: number }

/** Each show's own sums of all time, and how far they have come. */
export type TotalsShowTable = {
  [Name in keyof Sums]: Generated<number>
} & {
  show_id: number
  /** Whose days the cells are of. */
  time_zone: string
  /** Whether all of it is to be made anew. */
  stale: Generated<boolean>
  /** Why it cannot be made at the moment. */
  error: string | null
  as_of: InstantByDefault
  /** As of when `totals_parts` are; a version that does not know them leaves it behind. */
  parts_as_of: InstantOnce
  /** As of when `totals_people` are, likewise. */
  people_as_of: InstantOnce
  /** The transactions whose changes are in. */
  read_to: SnapshotByDefault
  /** Changes of transactions before this one may name days of an earlier time zone. */
  zone_xid: XidByDefault
  anonymous: Generated<number>
  supporters: Generated<number>
  fiat_sums: ColumnType<FiatSum[], string | undefined, string>
}

export type TotalsCellTable = Sums & {
  show_id: number
  part: TotalsPart
  /** Of the show's time zone, `YYYY-MM-DD`. */
  day: string
  /** The episode's or wallet's id, the app's or rail's name; empty for the show itself and for none. */
  key: string
  anonymous: number
  /** How many different ones gave; of wallets and rails nobody is counted. */
  supporters: Generated<number>
}

/** A part of a show, of all time. */
export type TotalsPartTable = Omit<TotalsCellTable, 'part' | 'day' | 'supporters'> & {
  part: Exclude<TotalsPart, 'show'>
  /** How many cells of days it is the sum of. */
  days: number
  /** How many different ones gave for an episode; null where that and all that follows is to be counted anew, and of other parts. */
  supporters: number | null
  /** How many of them streamed. */
  listeners: number | null
  /** On which days some first gave for it, and how many: parallel arrays. */
  first_days: string[] | null
  first_people: number[] | null
  /** Who gave most for it, the most first, what that is and of how many boosts: parallel arrays. */
  best: string[] | null
  best_msat: string[] | null
  best_boosts: number[] | null
}

/** Who gave on a day by an app, or to a wallet or by a rail, by when it was settled. */
export type TotalsPeopleTable = {
  show_id: number
  part: 'app' | 'wallet' | 'rail'
  day: string
  key: string
  /** Their ids, each once, in order. */
  who: string[]
}

export type TotalsFiatTable = {
  show_id: number
  part: TotalsPart | 'supporter'
  day: string
  key: string
  currency: string
  amount_minor: number
  count: number
}

/** Of each hour of a day that has something: parallel arrays. */
export type TotalsHourTable = {
  show_id: number
  day: string
  hours: number[]
  boosts: number[]
  counted_msat: number[]
  streams: number[]
  received_msat: number[]
}

export type TotalsSupporterDayTable = Sums & {
  show_id: number
  day: string
  supporter_id: string
  episode_id: string | null
  /** Empty for none. */
  app: string
  first_at: Instant
  last_at: Instant
}

export type TotalsSupporterTable = Sums & {
  show_id: number
  /** 0: of all time. */
  year: number
  supporter_id: string
  /** Boosts and autos as counted, streams as received. */
  total_msat: number
  first_at: Instant
  last_at: Instant
  /** Of a year: 366 bits as text, one for each day that they gave on, the first of January the first. Of all time: none. */
  days: Generated<string>
  /** For which episode they gave first. */
  first_episode_id: string | null
}

/** By episode, app, wallet and rail together. What no wallet's sum tells has 0 and an empty rail. */
export type TotalsSliceTable = Sums & {
  show_id: number
  day: string
  episode_id: string | null
  /** Empty for none. */
  app: string
  wallet_id: number
  rail: string
  anonymous: number
}

/** How many of those who first gave in one month gave in another; months by their first days. */
export type TotalsCohortTable = {
  show_id: number
  first_month: string
  month: string
  supporters: number
}

/** How far the job has read the feed, and what its last check found. */
export type TotalsStateTable = {
  only_row: Generated<boolean>
  read_to: SnapshotByDefault
  checked_at: Instant | null
  differences: Generated<number>
  difference: string | null
}

/** The last change that is no longer kept. */
export type ChangeHorizonTable = {
  only_row: Generated<boolean>
  xid: XidByDefault
  id: Generated<number>
}
