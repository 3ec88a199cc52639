import type { ReplyState } from '#api/contract/reply.ts'

/** How a reply stands, in a word. */
export const REPLY_STATES: Record<ReplyState, string> = {
  asked: 'waits for a yes',
  waiting: 'waits',
  paying: 'being paid',
  uncertain: 'not certain',
  sent: 'answered',
  failed: 'not paid',
  refused: 'not wanted',
}

export const REPLY_TONES: Record<ReplyState, 'ok' | 'plain' | 'warn'> = {
  asked: 'plain',
  waiting: 'plain',
  paying: 'plain',
  uncertain: 'warn',
  sent: 'ok',
  failed: 'warn',
  refused: 'plain',
}
