import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type RequestHandler, Router } from 'express'
import { serveFiles } from '#api/page/serve-files.ts'

/** Where Vite puts the built pages. */
export const BUILT = join(import.meta.dirname, '../../client/dist')

/**
 * Serves the built pages: the studio at every address below `/studio/`, and their files. An address of none
 * of them is answered with a page that says so.
 * @param folder of the build
 */
export function servePages(folder = BUILT): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.use(serveFiles(folder))
  router.get('/studio', (_req, res) => res.redirect(308, '/studio/'))
  router.get('/studio/{*path}', (req, res, next) => {
    // A file of a former build: were it answered with a page, the browser would take that for the file.
    if (/\.\w+$/.test(req.path)) return next()
    return builtPage(folder, 'studio.html')(req, res, next)
  })
  router.use(builtPage(folder, 'not-found.html', 404))
  return router
}

/** Answers with one page; browsers ask each time whether it is still the same, since it names the files of its build. */
export function builtPage(folder: string, name: string, status = 200): RequestHandler {
  return (_req, res) => {
    if (!existsSync(join(folder, name)))
      return void res
        .status(503)
        .type('text/plain')
        .send('The pages of Readout are not built yet. Stop it, run "npm run build", and start it again.\n')
    res.status(status).set('Cache-Control', 'no-cache')
    // What is not found is never "not modified".
    res.sendFile(name, { root: folder, cacheControl: false, etag: status === 200, lastModified: false })
  }
}
