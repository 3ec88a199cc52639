import type { SupporterOrder } from '#client/supporter/use-supporters.ts'
import { t } from '#client/supporter/words.ts'

/** How a list of supporters may be ordered, the usual way first. */
export const ORDER_WORDS: Record<SupporterOrder, string> = {
  last: t('Last boost first'),
  total: t('Largest total first'),
  name: t('By name'),
}

/** An order as the address says it; the usual one where it says none. */
export function asOrder(text: string | null): SupporterOrder {
  return text === 'total' || text === 'name' ? text : 'last'
}
