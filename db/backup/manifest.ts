import { z } from 'zod'

/** Goes up when an older Readout could not read what a newer one writes. */
export const FORMAT = 1

/** The last entry of a backup: what is in it, for who restores it. */
export const manifestSchema = z.object({
  format: z.int().positive(),
  created_at: z.iso.datetime(),
  /** The last migration of the database. */
  migration: z.string(),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int().nonnegative(),
      /** Of its rows as COPY writes them. */
      bytes: z.int().nonnegative(),
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), last_value: z.string(), is_called: z.boolean() })),
})
export type Manifest = z.infer<typeof manifestSchema>
