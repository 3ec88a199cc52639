/** What the feed of changes says of a row; of when it was, the day in the time zone of its show. */
export const FIELDS = ['show_id', 'episode_id', 'supporter_id', 'at', 'boost_id'] as const
export type Field = (typeof FIELDS)[number]

/** The columns of a table that say it. */
export type Noted = readonly (readonly [field: Field, column: string])[]

/** The tables that the feed tells of, as the triggers of plain PostgreSQL do (`007-changes-and-jobs.ts`). */
export const NOTED_TABLES: ReadonlyMap<string, Noted> = new Map<string, Noted>([
  [
    'payments',
    [
      ['show_id', 'show_id'],
      ['episode_id', 'episode_id'],
      ['supporter_id', 'supporter_id'],
      ['at', 'settled_at'],
      ['boost_id', 'boost_id'],
    ],
  ],
  [
    'boosts',
    [
      ['show_id', 'show_id'],
      ['episode_id', 'episode_id'],
      ['supporter_id', 'supporter_id'],
      ['at', 'sent_at'],
      ['boost_id', 'id'],
    ],
  ],
  ['shows', [['show_id', 'id']]],
  [
    'episodes',
    [
      ['show_id', 'show_id'],
      ['episode_id', 'id'],
    ],
  ],
  ['supporters', [['supporter_id', 'id']]],
  [
    'show_supporters',
    [
      ['show_id', 'show_id'],
      ['supporter_id', 'supporter_id'],
    ],
  ],
])

/** Those whose rows may go from one show, or the like, to another: both are told. */
export const MOVING: ReadonlySet<string> = new Set(['payments', 'boosts', 'episodes'])
