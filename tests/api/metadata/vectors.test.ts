import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPaymentUrl } from '#api/metadata/payment-url.ts'
import { decodeRssPaymentHeader, readRssPayment } from '#api/metadata/read-boostagram.ts'
import { readMetadata } from '#api/metadata/read-metadata.ts'
import { lndInvoiceAsReports } from '#api/source/lnd-invoice-as-reports.ts'

/** Documented inputs that lie beside the project where it is developed. A lone clone tests as much with the cases beside this. */
const folder = fileURLToPath(new URL('../../../../shared/vectors/', import.meta.url))
const there = existsSync(folder)
const load = (name: string) => (there ? JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) : [])

describe.skipIf(!there)('documented inputs', () => {
  const boostagrams: { name: string; boostagram: object; expected: object }[] = load('boostagrams')
  it.each(boostagrams)('boostagram: $name', ({ boostagram, expected }) => {
    const { reading, problem } = readMetadata(boostagram)
    expect(problem).toBeNull()
    expect(reading).toMatchObject(expected)
    expect(readMetadata(Buffer.from(JSON.stringify(boostagram)))).toEqual(readMetadata(boostagram))
    // Nothing is read that is not there.
    for (const part of ['show', 'episode', 'app', 'sender'] as const)
      expect(reading?.[part]).toEqual(expected[part as keyof typeof expected])
  })

  it('rss-payment: the memo, the header and the JSON', () => {
    const { memo, response, metadata, expected } = load('rss-payment')
    const address = readPaymentUrl(memo)
    expect(address?.action).toBe('boost')
    expect(memo).toContain(address?.url)
    const decoded = decodeRssPaymentHeader(response.headers['x-rss-payment'])
    expect(decoded).toEqual(metadata)
    expect(readRssPayment(decoded)).toMatchObject(expected)
    expect(readMetadata(metadata).reading).toMatchObject(expected)
  })

  it('LND: settled keysends and invoices, an open, a cancelled, a cut off one, and one that is no boost', () => {
    const invoices: Record<string, unknown>[] = load('lnd-invoices').invoices
    const seen = invoices.map((invoice) => {
      const read = lndInvoiceAsReports(invoice)
      if (!('reports' in read)) return [invoice.add_index, 'skip' in read ? 'skipped' : read.error]
      const [report] = read.reports
      const { metadata, money } = report ?? {}
      return [
        report?.ref,
        report?.rail,
        money?.kind === 'sats' ? money.amount_msat : null,
        metadata?.reading?.action ??
          metadata?.problem ??
          report?.metadata_url ??
          report?.comment ??
          report?.memo,
        report?.routing,
      ]
    })
    expect(seen).toEqual([
      ['101', 'keysend', 95_049, 'boost', null],
      ['102', 'keysend', 50_940, 'stream', null],
      ['103', 'keysend', 47_500, 'stream', null],
      ['104', 'skipped'],
      ['105', 'skipped'],
      ['106', 'bolt11', 2_222_000, 'Payment for Web Boost: LUP 670 — Memphis', null],
      ['107', 'bolt11', 25_000, 'https://meta.example/payment/pay_7Q2', null],
      ['108', 'keysend', 21_500, 'Its metadata is cut off.', null],
      ['109', 'keysend', 12_345, 'a plain keysend chat message', null],
      ['110', 'keysend', 90_999, 'boost', 'wallet-1'],
    ])
    for (const invoice of invoices) {
      const kept = JSON.stringify(lndInvoiceAsReports(invoice))
      expect(kept).not.toContain(String(invoice.r_preimage))
      expect(kept).not.toContain(Buffer.from(String(invoice.r_preimage), 'base64').toString('hex'))
    }
  })
})
