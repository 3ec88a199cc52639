import { isObject } from '#api/lib/is-object.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { type Answer, connectApi } from '#api/source/wallet-api/connect.ts'
import { explainStatus } from '#api/source/wallet-api/explain-line-error.ts'
import { createRecent, type Recent } from '#api/source/wallet-api/recent.ts'
import type { ZapriteSettings } from '#api/source/zaprite/settings.ts'

/** As many as it gives at once. */
const PAGE = 100
/** What was paid; each named by itself, for a list of them under one name is passed over. */
const PAID = ['PAID', 'COMPLETE', 'OVERPAID']

export type Zaprite = {
  /**
   * Paid orders by when they were paid.
   * @param page from 1 on
   * @throws SourceProblem
   */
  listPaid(page: number, order: 'asc' | 'desc'): Promise<{ orders: Record<string, unknown>[]; pages: number }>
  recent: Recent
  close(): void
}

/** An organization at Zaprite, by its API. @param means what ends it, and how long one answer may take */
export function connectZaprite(
  { address, key }: ZapriteSettings,
  means: { signal: AbortSignal; patienceMs: number },
): Zaprite {
  const api = connectApi({ address, wallet: 'Zaprite', headers: { Authorization: `Bearer ${key}` } }, means)
  return {
    listPaid: async (page, order) => {
      const query = new URLSearchParams({
        sortBy: 'paidAt',
        sortOrder: order,
        page: String(page),
        limit: String(PAGE),
      })
      for (const status of PAID) query.append('status', status)
      const answer = read(await api.ask(`/v1/orders?${query}`))
      if (!isObject(answer) || !Array.isArray(answer.items) || !isObject(answer.meta)) throw stranger()
      return { orders: answer.items.filter(isObject), pages: Number(answer.meta.pagesCount) || 0 }
    },
    recent: createRecent(),
    close: api.close,
  }
}

function read({ status, body }: Answer): unknown {
  if (status >= 200 && status < 300) return body
  if (status === 401)
    throw new SourceProblem(
      'refused',
      'Zaprite does not accept this key.',
      'Make one in Zaprite under Settings, API, and give it here. One that was renewed there works no more.',
    )
  if (status === 403)
    throw new SourceProblem(
      'refused',
      'Zaprite does not let this key read orders.',
      'Make one in Zaprite under Settings, API, in the organization that sells, and see that its plan has the API.',
    )
  if (status === 400 && isObject(body) && body.code === 'BAD_REQUEST')
    throw new SourceProblem(
      'stranger',
      'Zaprite does not take what Readout asks: its API has changed.',
      'Update Readout. Until then, its webhook can be read under “A webhook for anything”.',
    )
  throw explainStatus({ wallet: 'Zaprite' }, status) ?? stranger()
}

function stranger(): SourceProblem {
  return new SourceProblem(
    'stranger',
    'What answers at this address is not Zaprite’s API.',
    'Leave the address as it is: https://api.zaprite.com.',
  )
}
