import type { ReplyState } from '#api/contract/reply.ts'
import { t } from '#client/reply/words.ts'

/** How a reply stands, in a word. */
export const REPLY_STATES: Record<ReplyState, string> = {
  asked: t('waits for a yes'),
  waiting: t('waits'),
  paying: t('being paid'),
  uncertain: t('not certain'),
  sent: t('answered'),
  failed: t('not paid'),
  refused: t('not wanted'),
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
