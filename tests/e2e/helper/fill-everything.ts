import { randomUUIDv7 } from 'node:crypto'
import type { Context } from '#api/context.ts'
import { pay } from '#tests/e2e/helper/pay.ts'

/** Marks that the page's own code would have to make for any of `HOSTILE` to have run. */
export const RAN = '__ran'

/** What listeners and others may write where text is shown; if any of it runs, `RAN` is set on the window. */
export const HOSTILE = [
  `<script>window.${RAN} = 'script'</script>`,
  `<img src=x onerror="window.${RAN} = 'onerror'">`,
  `<svg/onload="window.${RAN} = 'onload'">`,
  `"><iframe srcdoc="<script>parent.${RAN} = 'frame'</script>"></iframe>`,
  `javascript:window.${RAN}='link'`,
  `<a href="javascript:window.${RAN}='link'">click</a><style>*{display:none}</style>`,
  `{{constructor.constructor('window.${RAN}=1')()}}\${window.${RAN}=1}`,
] as const

const ALL = HOSTILE.join(' ')

/** Fills every place where others' words are shown with words that would run if they were markup. */
export async function fillEverything(ctx: Context): Promise<void> {
  const shown = { message: ALL, sender: HOSTILE[1], episode: HOSTILE[0], show: HOSTILE[2], app: HOSTILE[3] }
  const day = 24 * 3600 * 1000
  await pay(
    ctx,
    ...HOSTILE.map((message, n) => ({ ...shown, message, settled_at: new Date(Date.now() - n * day) })),
    { ...shown, sats: 10, claimed: 100_000 },
    { ...shown, action: 'stream' as const, sats: 50, message: '' },
    { ...shown, action: 'auto' as const, sats: 5_000 },
    { memo: ALL, sats: 3_000 },
    { memo: HOSTILE[1], sats: 21 },
    { sender: 'Marcel', message: 'In peace', show: 'Kill Show', sats: 2_222 },
  )
  const file = { id: randomUUIDv7(), name: HOSTILE[1], kind: 'ndjson' as const, bytes: 5 }
  const problem = { state: 'failed' as const, source: 'a', wallet: HOSTILE[2], problem: ALL }
  await ctx.db
    .insertInto('imports')
    .values({ ...file, ...problem })
    .execute()
  await ctx.db.updateTable('wallets').set({ whose: 'show' }).execute()
  await ctx.db.updateTable('shows').set({ status: 'kept', is_public: true }).execute()
}
