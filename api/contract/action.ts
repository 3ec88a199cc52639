/** What a payment was sent for: by hand, by a standing order, or by the minute while listening. */
export const ACTIONS = ['boost', 'auto', 'stream'] as const
export type Action = (typeof ACTIONS)[number]
