import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Router } from 'express'
import type { Route } from '#api/http/route.ts'
import { buildDocument } from '#api/openapi/build-document.ts'
import { renderDocs } from '#api/openapi/page/render-docs.ts'

const TOKENS = join(import.meta.dirname, '../../client/style/tokens.css')
const STYLE = join(import.meta.dirname, 'page/docs.css')
const FONT =
  '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2'

/** Serves the API's description, for programs and for people, to anyone. It is made at the first request. */
export function serveDocs(routes: readonly Route[]): Router {
  const router = Router({ caseSensitive: true })
  const make = async () => {
    const document = await buildDocument(routes)
    return { json: JSON.stringify(document), page: renderDocs(document) }
  }
  let made: ReturnType<typeof make> | undefined
  const keep = { 'Cache-Control': 'no-cache' }

  router.get('/api/openapi.json', async (_req, res) => {
    made ??= make()
    res
      .set(keep)
      .type('application/json')
      .send((await made).json)
  })
  router.get('/api/docs', async (_req, res) => {
    made ??= make()
    res
      .set(keep)
      .type('text/html')
      .send((await made).page)
  })
  router.get('/api/docs/style.css', async (_req, res) => {
    const sheets = await Promise.all([readFile(TOKENS, 'utf8').catch(() => ''), readFile(STYLE, 'utf8')])
    res.set(keep).type('text/css').send(sheets.join('\n'))
  })
  router.get('/api/docs/font.woff2', (_req, res) => {
    res.sendFile(createRequire(import.meta.url).resolve(FONT), { maxAge: '30d' })
  })
  return router
}
