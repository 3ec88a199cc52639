import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { addSource } from '#api/source/connection/add-source.ts'
import { changeSource, removeSource } from '#api/source/connection/change-source.ts'
import { getSource } from '#api/source/connection/list-sources.ts'
import { testSource } from '#api/source/connection/test-source.ts'
import { lnd } from '#api/source/lnd/lnd.ts'
import { takeUpOwnNode } from '#api/source/own-node/keep-own-node.ts'
import { makeCertificate } from '#tests/helper/certificate.ts'
import { MACAROON, startFakeLnd } from '#tests/helper/lnd/fake-lnd.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'

const context = shareDatabase()

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(inject('runFolder'), 'own-node-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the environment of a home server names. */
function ownNode(address: string, certificate: string, macaroon = MACAROON) {
  const [certificateFile, macaroonFile] = [join(folder, 'tls.cert'), join(folder, 'readonly.macaroon')]
  writeFileSync(certificateFile, certificate)
  writeFileSync(macaroonFile, Buffer.from(macaroon, 'hex'))
  return { address, certificateFile, macaroonFile }
}

it('the node that the environment names becomes a source by itself, and works', async () => {
  const ctx = await context()
  const node = await startFakeLnd()
  const own = ownNode(node.address, node.certificate.cert)
  expect(await takeUpOwnNode(ctx, own)).toBe('added')
  expect(await takeUpOwnNode(ctx, own)).toBe('left')
  expect(await testSource(ctx, 'lnd')).toMatchObject({ ok: true })
  expect(await getSource(ctx.db, 'lnd')).toMatchObject({ kind: 'lnd', wallet: 'lnd', whose: 'shared' })
  await node.close()
})

it('what the node renews is taken up, and what a host did stays done', async () => {
  const ctx = await context()
  const first = makeCertificate()
  await takeUpOwnNode(ctx, ownNode('10.21.21.9:10009', first.cert))
  const renewed = ownNode('10.21.21.9:10009', makeCertificate().cert)
  expect(await takeUpOwnNode(ctx, renewed)).toBe('changed')
  await changeSource(ctx, 'lnd', { paused: true })
  expect(await takeUpOwnNode(ctx, renewed)).toBe('left')
  expect((await getSource(ctx.db, 'lnd')).state).toBe('paused')
  await removeSource(ctx, 'lnd')
  expect(await takeUpOwnNode(ctx, renewed)).toBe('left')
  expect((await getSource(ctx.db, 'lnd')).connected).toBe(false)
})

it('is not added beside the same node under a name that a host gave it, nor before its files are there', async () => {
  const ctx = await context()
  const own = ownNode('10.21.21.9:10009', makeCertificate().cert)
  await expect(takeUpOwnNode(ctx, { ...own, macaroonFile: join(folder, 'none') })).rejects.toThrow('ENOENT')
  const settings = { address: own.address, certificate: null, macaroon: MACAROON }
  await addSource(ctx, { kind: lnd, name: 'my-node', wallet: null, whose: null, settings })
  expect(await takeUpOwnNode(ctx, own)).toBe('left')
})
