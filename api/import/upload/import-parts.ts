import type { Context } from '#api/context.ts'

/** What checks and records files is given. */
export type ImportParts = Pick<Context, 'config' | 'database' | 'db' | 'log' | 'metrics' | 'now' | 'stopping'>
