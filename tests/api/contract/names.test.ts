import { describe, expect, it } from 'vitest'
import { newKeySchema } from '#api/contract/auth.ts'
import { checkImportSchema } from '#api/contract/import.ts'
import { newWayOutSchema } from '#api/contract/outgoing/way.ts'
import { newSourceSchema, sourceParamsSchema } from '#api/contract/source.ts'
import { newWebhookSchema } from '#api/contract/webhook.ts'
import { parseReport } from '#api/intake/parse-report.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

/** The fields in which a name is refused, of what takes a name that stands in an address. */
const TAKES: Record<string, (name: string) => string[]> = {
  'a webhook': (name) => refused(newWebhookSchema.safeParse({ name, wallet: name })),
  'a source': (name) => refused(newSourceSchema.safeParse({ name, wallet: name })),
  'a source that is asked for': (name) => refused(sourceParamsSchema.safeParse({ name })),
  'a way out': (name) => refused(newWayOutSchema.safeParse({ kind: 'studio', name })),
  'a file': (name) => refused(checkImportSchema.safeParse({ wallet: name, source: name })),
  'a key': (name) => refused(newKeySchema.safeParse({ source: name, wallet: name })),
}

type Parsed = { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined }

function refused({ error }: Parsed): string[] {
  return (error?.issues ?? []).flatMap(({ path, message }) =>
    message.includes('cannot be “.”') ? path.join('.') : [],
  )
}

const report = (source: string, wallet: string) =>
  parseReport(
    { source, wallet, id: 'a', settled_at: '2026-11-22T11:00:00Z', amount_msat: 1000, rail: 'bolt11' },
    NOW,
  )

describe('a name that stands in an address', () => {
  it.each(Object.entries(TAKES))('is no step in a path: of %s', (_, take) => {
    expect(new URL('https://readout.example/api/v1/webhooks/../keys').pathname).toBe('/api/v1/keys')
    for (const name of ['.', '..', ' .. ']) expect(take(name)).not.toEqual([])
    for (const name of ['...', '.a', 'a/..', '%2e']) expect(take(name)).toEqual([])
  })

  it.each(['.', '..'])('%s is none of a source or a wallet that is reported', (name) => {
    expect(report(name, 'node')).toHaveProperty('error', expect.stringContaining('source must be'))
    expect(report('node', name)).toHaveProperty('error', expect.stringContaining('wallet must be'))
    expect(report('node', 'node')).not.toHaveProperty('error')
  })
})
