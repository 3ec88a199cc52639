import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReconcileOverview, WalletList } from '#api/contract/reconcile.ts'
import type { Choices } from '#client/books/use-choices.ts'
import { t } from '#client/books/words.ts'
import { change, get, postFile } from '#client/lib/request.ts'
import { toast } from '#client/ui/toasts.tsx'

const KEY = ['reconciliations'] as const
/** How often a list that is being read is looked at. */
const LOOK_MS = 1_500

type Period = Pick<Choices, 'show' | 'tz'> & { from: string; to: string }

/** The wallets of a period, each with what the books have and what it says itself. */
export function useReconcile({ show, tz, from, to }: Period, enabled = true) {
  const asked = { from, to, ...(show ? { show } : {}), ...(tz ? { tz } : {}) }
  return useQuery({
    queryKey: [...KEY, asked],
    queryFn: () => get('/reconciliations', asked),
    enabled: enabled && !show?.includes(','),
    refetchInterval: ({ state }) => (isReading(state.data) ? LOOK_MS : false),
  })
}

function isReading(overview: ReconcileOverview | undefined): boolean {
  return overview?.items.some(({ list }) => list?.state === 'reading') ?? false
}

/** Whether a month can be closed reconciled: every wallet that it came to was compared since its end, and nothing is left to solve. */
export function isReconciled({ items, to }: ReconcileOverview): boolean {
  const received = items.filter(({ books }) => books.count > 0)
  const isDone = ({ list, figures }: ReconcileOverview['items'][number]) =>
    figures?.open === 0 && (list?.read_at ?? '') > to
  return received.length > 0 && received.every(isDone)
}

/** Where a wallet and the books differ in a period. */
export function useDifferences(list: WalletList, { from, to }: { from: string; to: string }) {
  return useQuery({
    queryKey: [...KEY, list.id, list.read_at, from, to],
    queryFn: () => get('/reconciliations/{id}', { id: list.id, from, to }),
  })
}

/** Asks a wallet what it received. */
export function useAsk(period: Period) {
  const refresh = useRefresh()
  const { from, to, tz } = period
  return useMutation({
    mutationFn: ({ wallet, source }: { wallet: string; source?: string }) =>
      change('POST', '/reconciliations', {
        body: { wallet, from, to, ...(source ? { source } : {}), ...(tz ? { tz } : {}) },
      }),
    onSuccess: refresh,
  })
}

/** Gives a file of what a wallet received. */
export function useGiveFile(period: Period) {
  const refresh = useRefresh()
  const { from, to, tz } = period
  return useMutation({
    mutationFn: ({ wallet, file }: { wallet: string; file: File }) =>
      postFile('/reconciliations/file', { wallet, from, to, tz, name: file.name.slice(0, 200) }, file),
    onSuccess: refresh,
  })
}

/** Records what only the wallet has, or has otherwise. */
export function useRecordMissing(id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (keys: string[] | null) =>
      change('POST', '/reconciliations/{id}/record', { id, body: keys ? { keys } : {} }),
    onSuccess: ({ recorded, refused: [first] }) => {
      refresh()
      toast(
        first
          ? first.error
          : t('{recorded, plural, one {# payment is} other {# payments are}} recorded', { recorded }),
      )
    },
  })
}

/** Sets a receipt aside that the wallet does not have. */
export function useSetAside() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => change('PATCH', '/payments/{id}', { id, body: { set_aside: true } }),
    onSuccess: () => {
      refresh()
      toast(t('The receipt is set aside'))
    },
  })
}

/** Says in words why they differ; empty words take that back. */
export function useExplain(id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: { key: string; words: string }) =>
      change('POST', '/reconciliations/{id}/explain', { id, body }),
    onSuccess: refresh,
  })
}

/** What is solved changes the books. */
function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const key of [KEY, ['months'], ['statements'], ['exports'], ['payments'], ['needs-look']])
      client.invalidateQueries({ queryKey: key })
  }
}
