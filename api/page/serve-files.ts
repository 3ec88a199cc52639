import { access } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

/** Files whose name holds a hash of what is in them. */
const HASHED = `${sep}assets${sep}`
const ENDINGS = { br: '.br', gzip: '.gz' } as const

/** Serves a build's files, hashed ones to be kept for ever, each in the smallest form that the client reads and the build has. */
export function serveFiles(folder: string): Router {
  const router = Router()
  router.use(preferCompressed(folder))
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      lastModified: false,
      setHeaders: (res, path) => {
        const isHashed = path.startsWith(folder + HASHED)
        res.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        res.vary('Accept-Encoding')
      },
    }),
  )
  return router
}

/** Points a request for a file at its compressed twin. */
function preferCompressed(folder: string): RequestHandler {
  return async (req, res, next) => {
    const encoding = req.acceptsEncodings('br') || req.acceptsEncodings('gzip')
    const isFile = /^\/[\w./@-]+\.(js|css|svg|json|webmanifest)$/.test(req.path)
    if (!isFile || (encoding !== 'br' && encoding !== 'gzip') || req.headers.range) return next()
    const ending = ENDINGS[encoding]
    const path = normalize(req.path)
    if (!(await exists(join(folder, path + ending)))) return next()
    res.type(extname(path)).set('Content-Encoding', encoding)
    req.url = path + ending
    next()
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
