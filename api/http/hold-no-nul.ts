import type { RequestHandler } from 'express'

/**
 * Has an address hold no NUL, which no text of the database can: it becomes U+FFFD, as what is no UTF-8 does, and so is the name of
 * nothing that is here. Routes under `/api` say themselves where it stands.
 */
export const holdNoNul: RequestHandler = (req, _res, next) => {
  if (req.url.includes('%00') && !req.url.startsWith('/api/'))
    req.url = req.url.replaceAll('%00', '%EF%BF%BD')
  next()
}
