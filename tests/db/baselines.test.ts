import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { knownMigrations } from '#db/migrate.ts'

/** SHA-256 of each file. */
const FROZEN = {
  '001-access': '5b08595fb0c8096678d791727aa1c838f42617175aefc91a71935d591c0e88ce',
  '002-shows': '7608955c2e2a5896c985083c08cbf10e579e83e4a25c15a6ceb6fc50dfa23424',
  '003-wallets': '4dce1ffae6fee5535758585ded35b4a7f89f8247e27ad6b8230f935390a4a55b',
  '004-supporters': 'd69c0aa4659c4ec19536df714209e0aadc198f31791c02a06a5af7d2d0c64a1a',
  '005-boosts': '04757938dddc3a8f84abf70f61d71e3c2a89a75fdd864dc3a9093c61d1a1b429',
  '006-payments': '0528ed988b11d4f075bef365b2bcc97a6a26054c862450fdafa1fb3be85c424b',
  '007-changes-and-jobs': 'c74b7e39c7c44867614333cb435999f58311eeecc83d90518538dbfe006b210b',
  '008-totals-and-books': '1a77b692b2a09369ca4616a0b4ab01aa9a0a693ad37047b7408aede3b3af79a1',
  '009-segments': '381e1884c6ffd50aa76d943f41346541798e9ee30eea9624a0e5c61565b6ae31',
}

it.each(Object.entries(FROZEN))(
  '%s is as it was when the first databases were made by it',
  async (name, sum) => {
    const file = join(import.meta.dirname, '../../db/migrations', `${name}.ts`)
    expect(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
      `${name} has made databases that hold people's books, and those do not change with it. Put it back, and put what is to change into a new migration, with the next free number.`,
    ).toBe(sum)
  },
)

it('the baselines come first', async () => {
  expect((await knownMigrations()).slice(0, Object.keys(FROZEN).length)).toEqual(Object.keys(FROZEN))
})

it('each number is one migration’s', async () => {
  const numbers = (await knownMigrations()).map((name) => name.slice(0, 3))
  expect(numbers).toEqual([...new Set(numbers)])
})
