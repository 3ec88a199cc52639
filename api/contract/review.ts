import { z } from 'zod'

/** How much waits for a host, by kind. */
export const needsLookSchema = z.object({
  total: z.int(),
  /** Payments with a reason to be looked at: no show, unreadable metadata, reports that disagree. */
  payments: z.int(),
  /** Shows that nobody has confirmed. */
  shows: z.int(),
  /** Boosts that may be there twice. */
  possible_doubles: z.int(),
  /** Supporters who may be one. */
  supporters: z.int(),
})
export type NeedsLookJson = z.infer<typeof needsLookSchema>
