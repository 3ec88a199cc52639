import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { helipadDatabase, invoice, row } from '#tests/helper/wallet-files.ts'
import { openImport, rejectsOf } from '#tests/scripts/command/open-import.ts'

const imported = openImport()
const { readout, file, payments } = imported

describe("Helipad's", () => {
  it('database meets the node of its wallet by its index, and brings what is missing there', async () => {
    const lnd = file(
      'invoices.json',
      JSON.stringify({ invoices: [invoice(1), invoice(2), invoice(3, { htlcs: [] })] }),
    )
    await readout(['import', 'lnd', lnd, '--source', 'node'])
    const path = helipadDatabase(imported.folder, 'imported.db', [
      row(1),
      row(2),
      row(3),
      row(4),
      row(5, { value_msat: -1 }),
    ])
    const { status, out } = await readout([
      'import',
      'helipad',
      path,
      '--source',
      'helipad',
      '--wallet',
      'node',
    ])
    expect(status).toBe(0)
    expect(out).toContain(
      '5 rows read: 1 recorded, 1 updated, 2 duplicates, 0 conflicts, 1 rejected, 0 skipped.',
    )
    expect(await payments()).toMatchObject([
      { ref: '1', amount_msat: 1_000_501, wallet: 'node' },
      { ref: '2', amount_msat: 1_000_502 },
      { ref: '3', amount_msat: 1_000_503, message: 'boost 3' },
      { ref: '4', amount_msat: 1_000_000 },
    ])
    expect(await imported.db.selectFrom('sightings').select('ref').execute()).toHaveLength(7)
  })

  it('older database lacks columns, a newer one has more, and what was sent is left alone', async () => {
    const { tlv: _, ...old } = row(1)
    const older = helipadDatabase(imported.folder, 'old.db', [old])
    const newer = helipadDatabase(imported.folder, 'new.db', [
      row(2, { list_type: 1, memo: null, reply_sent: 0 }),
      row(3, { list_type: 3, memo: null, reply_sent: 0 }),
      row(4, {
        list_type: 0,
        tlv: '',
        action: 5,
        message: '',
        sender: '',
        podcast: '',
        memo: 'lunch',
        reply_sent: 0,
      }),
    ])
    await readout(['import', 'helipad', older, '--source', 'helipad'])
    const { out } = await readout(['import', 'helipad', newer, '--source', 'helipad'])
    expect(out).toContain('Skipped: 1 sent, not received.')
    expect(await payments()).toMatchObject([
      { ref: '1', message: 'boost 1' },
      { ref: '2', message: 'boost 2' },
      { ref: '4', message: null, memo: 'lunch' },
    ])
  })

  it('database that it has open is read with what is in its log only', async () => {
    const path = helipadDatabase(imported.folder, 'imported.db', [row(1)])
    const helipad = new DatabaseSync(path)
    helipad.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
    helipad.exec('insert into boosts (idx, time, value_msat, action) values (9, 1652640009, 5000, 1)')
    const { out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    helipad.close()
    expect(out).toContain('2 rows read: 2 recorded')
  })

  it('numbers beyond what JavaScript holds are refused alone', async () => {
    const path = helipadDatabase(imported.folder, 'imported.db', [row(1, { value_msat: 2n ** 60n }), row(2)])
    const { out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    expect(out).toContain('1 recorded, 0 updated, 0 duplicates, 0 conflicts, 1 rejected')
    expect(rejectsOf(path)[0]).toMatchObject({ row: 1, raw: { value_msat: '1152921504606846976' } })
  })

  it('CSV is told by its content, and gives the same payments', async () => {
    const header =
      'count,index,time,timezone,value_sat,value_sat_total,value_msat,value_msat_total,action,action_name,sender,app,message,podcast,episode,remote_podcast,remote_episode,custom_key,custom_value,memo'
    const lines = [
      header,
      '1,101,2022-05-15 18:40:01,UTC,1000,2000,1000000,2000000,2,boost,marcel,Fountain,"commas, and ""quotes""",Kill Show,Episode 8,,,,,',
      '2,102,2022-05-15 18:40:02,UTC,10,10,10000,10000,1,stream,,Fountain,,Kill Show,Episode 8,,,,,',
      '3,103,noon,UTC,10,10,10000,10000,1,stream,,Fountain,,Kill Show,Episode 8,,,,,',
      '4,"104,2022-05-15',
      '5,105,2022-05-15 18:40:05,UTC,7,7,7000,7000,2,boost,winebear,Fountain,last,Kill Show,,,,,,',
    ]
    const path = file('boosts.db', `\ufeff${lines.join('\r\n')}\r\n`)
    const { status, out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    expect(status).toBe(0)
    expect(out).toContain('5 rows read: 3 recorded, 0 updated, 0 duplicates, 0 conflicts, 2 rejected')
    expect(await payments()).toMatchObject([
      {
        ref: '101',
        amount_msat: 1_000_000,
        message: 'commas, and "quotes"',
        settled_at: new Date('2022-05-15T18:40:01Z'),
      },
      { ref: '102', amount_msat: 10_000 },
      { ref: '105', message: 'last' },
    ])
    expect(rejectsOf(path).map(({ row: at, error }) => [at, error])).toEqual([
      [4, 'time must be a time.'],
      [5, expect.stringMatching(/CSV|columns/)],
    ])
  })
  it('report skips what was sent, and says so', async () => {
    const lines = [
      'index,type,time,value_msat,value_sat,value_msat_total,value_sat_total,action,sender,app,message,podcast,episode',
      '7,sent,"2024-03-09T07:05:00+00:00",50000,50,50000,50,2,"host","Helipad","thank you","Kill Show",""',
      '8,boost,"2024-03-09T08:05:00+00:00",60000,60,60000,60,2,"marcel","Fountain","great","Kill Show",""',
    ]
    const path = file('report.csv', lines.join('\n'))
    const { out } = await readout(['import', 'helipad', path, '--source', 'helipad'])
    expect(out).toContain(
      '2 rows read: 1 recorded, 0 updated, 0 duplicates, 0 conflicts, 0 rejected, 1 skipped.',
    )
    expect(out).toContain('Skipped: 1 sent, not received.')
    expect(await payments()).toMatchObject([{ ref: '8', amount_msat: 60_000 }])
  })

  const LIST = [
    'count,index,time,value_msat,value_sat,value_msat_total,value_sat_total,action,sender,app,message,podcast,episode',
    '1,5," 7 Apr 2024 18:40:01 UTC",50000,50,50000,50,2,"marcel","Fountain","great","Kill Show",""',
    '2,6,"2024-04-17T18:40:02+00:00",60000,60,60000,60,2,"marcel","Fountain","great","Kill Show",""',
    '3,7,"31 Foo 2024 18:40:02 UTC",60000,60,60000,60,2,"marcel","Fountain","great","Kill Show",""',
  ].join('\n')

  it.each(['sent.csv', 'sent (1).csv', 'helipad-Sent.csv'])(
    'list of what was sent is told by its name: %s',
    async (name) => {
      const { out } = await readout(['import', 'helipad', file(name, LIST), '--source', 'helipad'])
      expect(out).toContain('Skipped: 3 sent, not received.')
      expect(await payments()).toEqual([])
    },
  )

  it.each(['boosts.csv', 'presents.csv'])(
    'list of 0.2.0 or 0.2.1 is read with its times: %s',
    async (name) => {
      const path = file(name, LIST)
      await readout(['import', 'helipad', path, '--source', 'helipad'])
      expect(await payments()).toMatchObject([
        { ref: '5', settled_at: new Date('2024-04-07T18:40:01Z') },
        { ref: '6', settled_at: new Date('2024-04-17T18:40:02Z') },
      ])
      expect(rejectsOf(path)).toMatchObject([{ row: 4, error: 'time must be a time.' }])
    },
  )
})
