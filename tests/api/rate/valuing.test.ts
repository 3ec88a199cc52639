import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { createKey } from '#api/auth/key/api-key.ts'
import type { RateState } from '#api/contract/rate.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import { readAuthorityFile } from '#api/rate/authority/read-authority-file.ts'
import { fetchRates } from '#api/rate/fetch-rates.ts'
import type { Provider, Quote } from '#api/rate/provider/provider.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService({ now: () => new Date('2026-12-15T00:00:00Z') })
const signal = new AbortController().signal

/** The hour of a day costs so many more than 50,000. */
const hourly: Provider = {
  name: 'Hours',
  has: () => true,
  quotes: async (_, { wanted }) =>
    wanted.map((at): Quote => ({ at, seconds: 3600, price: String(50_000 + at.getUTCHours()) })),
}

async function pay(id: string, settled_at: string) {
  await recordReports(service.ctx.db, [makeEntry({ id, settled_at, amount_msat: 100_000_000_000 })])
}

/** What a whole bitcoin is valued at, by payment. @param valuing by name */
async function valued(valuing: string): Promise<Record<string, string>> {
  const rows = await service.ctx.db
    .selectFrom('payment_rates')
    .innerJoin('rates', 'rates.id', 'payment_rates.rate_id')
    .innerJoin('payments', 'payments.id', 'payment_rates.payment_id')
    .select(['payments.ref', 'rates.price', 'rates.source'])
    .where('payment_rates.currency', '=', valuing)
    .execute()
  return Object.fromEntries(rows.map(({ ref, price, source }) => [ref, `${Number(price)} ${source}`]))
}

const fetch = () =>
  fetchRates({ ...service.ctx, now: () => new Date(Date.now() + 60_000) }, [hourly], signal, 0)
/** The state as a key of another show has it, of the same currency. */
async function asOfShow(slug: string): Promise<RateState> {
  const { ctx } = service
  await ctx.db.insertInto('shows').values({ slug, title: slug, status: 'kept', currency: 'EUR' }).execute()
  const { key } = await createKey(ctx.db, {
    ...{ name: slug, scopes: ['read'], source: null, wallet: null },
    shows: [slug],
  })
  const answer = await request(createApp(ctx))
    .get('/api/v1/rates/state')
    .set({ Authorization: `Bearer ${key}` })
  return answer.body
}
const valueBy = (body: object) => service.ask('put', '/rates/valuing', body)
const give = (csv: string, source: string) => service.ask('post', '/rates/import', { csv, source })

describe('by what receipts are valued', () => {
  it('is the hour, the average of the day or one source, the same for all of a book', async () => {
    await pay('friday', '2026-10-30T14:20:00Z')
    await pay('sunday', '2026-11-01T02:10:00Z')
    await valueBy({ currency: 'USD', method: 'hour' })
    await fetch()
    expect(await valued('USD')).toEqual({ friday: '50014 Hours', sunday: '50002 Hours' })

    await valueBy({ currency: 'USD', method: 'day' })
    expect(await valued('USD day')).toEqual({})
    await fetch()
    const average = '50011.5 Hours, average of the day'
    expect(await valued('USD day')).toEqual({ friday: average, sunday: average })

    await give('2026-10-30,USD,47000\n2026-11-01T02:00:00Z,USD,48000', 'my ledger')
    await valueBy({ currency: 'USD', method: 'source', source: 'my ledger' })
    expect(await valued('USD by my ledger')).toEqual({ friday: '47000 my ledger', sunday: '48000 my ledger' })
    // No book is valued by it any more.
    expect(await valued('USD day')).toEqual({})

    // One by hand comes first whatever the method.
    await service.ask('post', '/rates', { currency: 'USD', at: '2026-11-01', price: '1000' })
    expect((await valued('USD by my ledger')).sunday).toBe('1000 by hand')
    await valueBy({ currency: 'USD', method: 'hour' })
    expect(await valued('USD')).toEqual({ friday: '47000 my ledger', sunday: '1000 by hand' })
  })

  it('may be an authority’s rate of the day, the last one before where it says nothing', async () => {
    await give('Date,USD,CHF,XXX,\n2026-10-31,N/A,N/A,N/A,\n2026-10-30,1.25,0.5,N/A,', 'eurofxref-hist.csv')
    await valueBy({ currency: 'CHF', method: 'source', source: 'ECB' })
    await fetch()
    // In dollars by the hour or by hand; a euro is 1.25 dollars or half a franc.
    expect(await valued('CHF by ECB')).toEqual({ friday: '18800 ECB', sunday: '400 ECB' })
    const { body }: { body: RateState } = await service.ask('get', '/rates/state')
    expect(body.sources).toEqual(['ECB', 'my ledger'])
    const { body: statement } = await service.ask('get', '/statements?currency=USD&also=CHF,EUR')
    expect(statement.total.value).toBe('48000.00000000')
    expect(statement.also).toEqual([
      { currency: 'CHF', value: '19200.00000000', unpriced: 0 },
      { currency: 'EUR', value: '0.00000000', unpriced: 2 },
    ])
    expect(body.items.find(({ currency }) => currency === 'CHF')).toMatchObject({
      method: 'source',
      source: 'ECB',
    })
  })

  it('is of a show’s own book, and of that of the whole business beside it', async () => {
    await service.ctx.db.updateTable('shows').set({ status: 'kept', currency: 'EUR' }).execute()
    const { slug } = await service.ctx.db.selectFrom('shows').select('slug').executeTakeFirstOrThrow()
    const worth = async (query: string) => {
      const { body } = await service.ask('get', `/statements?currency=EUR${query}`)
      return [body.total.value, body.valuing.method]
    }
    const ofShow = `&show=${slug}`
    await worth('')
    await fetch()
    expect(await worth('')).toEqual(['100016.00000000', 'hour'])
    expect(await worth(ofShow)).toEqual(['100016.00000000', 'hour'])
    await valueBy({ currency: 'EUR', method: 'day', show: slug })
    await fetch()
    expect(await worth(ofShow)).toEqual(['100023.00000000', 'day'])
    expect(await worth('')).toEqual(['100016.00000000', 'hour'])
    const state: { body: RateState } = await service.ask('get', '/rates/state')
    const books = state.body.books.filter(({ currency }) => currency === 'EUR')
    expect(books.map(({ show, method }) => [show?.slug ?? null, method])).toEqual([
      [null, 'hour'],
      [slug, 'day'],
    ])
    const { items } = await asOfShow('other')
    expect(items.filter(({ currency }) => currency === 'EUR').map(({ method }) => method)).toEqual(['hour'])
    const csv = await service.ask('get', `/exports/payments.csv?currency=EUR${ofShow}`)
    expect(csv.text).toMatch(/,50011\.5,.*,"?Hours, average of the day/)
  })

  it('stays for a show whose months are closed when the whole business is valued otherwise', async () => {
    const { slug } = await service.ctx.db.selectFrom('shows').select('slug').executeTakeFirstOrThrow()
    await service.ctx.db.deleteFrom('book_valuings').execute()
    await service.ask('post', '/months', { month: '2026-10', currency: 'USD', show: slug })
    expect((await valueBy({ currency: 'USD', method: 'day' })).status).toBe(200)
    const own = await service.ask('get', `/statements?currency=USD&show=${slug}`)
    expect(own.body).toMatchObject({ valuing: { method: 'hour' }, total: { value: '48000.00000000' } })
    const { body: table } = await service.ask('get', `/months/table?currency=USD&show=${slug}`)
    const closed = table.items.find(({ month }: { month: string }) => month === '2026-10')
    expect(closed).toMatchObject({ state: 'closed', closed: { changed: false } })
    expect((await valueBy({ currency: 'USD', method: 'hour', show: slug })).status).toBe(409)
    await valueBy({ currency: 'USD', method: 'hour' })
    await service.ctx.db.deleteFrom('closed_months').execute()
  })

  it('is not changed while a month of the book is closed, nor to what nobody gave', async () => {
    const nobody = await valueBy({ currency: 'EUR', method: 'source', source: 'nobody' })
    expect([nobody.status, nobody.body.detail]).toEqual([422, expect.stringMatching(/Give its file first/)])
    await service.ask('post', '/months', { month: '2026-10', currency: 'USD' })
    const closed = await valueBy({ currency: 'USD', method: 'day' })
    expect([closed.status, closed.body.detail]).toEqual([
      409,
      expect.stringMatching(/^2026-10 is closed in USD/),
    ])
    expect((await valueBy({ currency: 'EUR', method: 'day' })).status).toBe(200)
  })
})

describe('a file of an authority', () => {
  it('is that of the European Central Bank, of a day or of all, as CSV or XML', () => {
    const rates = [
      { day: '2026-11-27', currency: 'USD', units: '1.0832', value: '1' },
      { day: '2026-11-27', currency: 'JPY', units: '162.10', value: '1' },
    ]
    const expected = { authority: 'ECB', base: 'EUR', rates }
    expect(
      readAuthorityFile('Date, USD, JPY, BGN, \n27 November 2026, 1.0832, 162.10, N/A, \n', 'x'),
    ).toEqual(expected)
    expect(
      readAuthorityFile(
        `<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="x"><Cube><Cube time='2026-11-27'><Cube currency='USD' rate='1.0832'/><Cube currency='JPY' rate='162.10'/></Cube></Cube></gesmes:Envelope>`,
        'x',
      ),
    ).toEqual(expected)
  })

  it('is that of the Swiss customs office, which gives a hundred of some', () => {
    const xml = `<wechselkurse><datum>27.11.2026</datum><zeit>01:00</zeit>
      <devise code="usd"><land_de>USA</land_de><waehrung>1 USD</waehrung><kurs>0.88210</kurs></devise>
      <devise code="jpy"><land_de>Japan</land_de><waehrung>100 JPY</waehrung><kurs>0.58000</kurs></devise></wechselkurse>`
    expect(readAuthorityFile(xml, 'x')).toEqual({
      authority: 'Swiss customs',
      base: 'CHF',
      rates: [
        { day: '2026-11-27', currency: 'USD', units: '1', value: '0.88210' },
        { day: '2026-11-27', currency: 'JPY', units: '100', value: '0.58000' },
      ],
    })
  })

  it('is lines of day, base, currency and rate, and no file of prices', () => {
    expect(readAuthorityFile('2026-11-27,GBP,USD,1.27', 'HMRC')).toEqual({
      authority: 'HMRC',
      base: 'GBP',
      rates: [{ day: '2026-11-27', currency: 'USD', units: '1.27', value: '1' }],
    })
    expect(readAuthorityFile('2026-11-27,USD,94123.45\n', 'x')).toBeNull()
    expect(readAuthorityFile('time,currency,price\n2026-11-27,USD,94123.45\n', 'x')).toBeNull()
    expect(readAuthorityFile('<html></html>', 'x')).toBeNull()
  })
})
