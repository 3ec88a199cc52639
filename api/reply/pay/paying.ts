import type { Context } from '#api/context.ts'

/** What paying needs of the service. */
export type Paying = Pick<Context, 'db' | 'fetcher' | 'secrets' | 'now' | 'log'>
