import express, { type Request, type RequestHandler, type Response } from 'express'
import { AppError } from '#api/errors.ts'
import type { Route } from '#api/http/route.ts'

const LIMIT = 1024 * 1024
/** A JSON body must be here within this time, however it trickles. */
const DEADLINE_MS = 30_000

/** Reads the JSON body of a route that takes one; one whose schema allows for it may be left out. */
export function readBody(
  { body, bodyLimit = LIMIT }: Pick<Route, 'body' | 'bodyLimit'>,
  deadlineMs = DEADLINE_MS,
): RequestHandler {
  if (!body) return (_req, _res, next) => next()
  const parse = inTime(express.json({ limit: bodyLimit }), deadlineMs)
  const mayBeMissing = body.safeParse(undefined).success
  return (req, res, next) => {
    if (mayBeMissing && isMissing(req)) return next()
    if (!req.is('application/json'))
      throw new AppError('wrong-content-type', 'Send JSON, with the content type application/json.')
    parse(req, res, next)
  }
}

function isMissing({ headers }: Request): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

/**
 * Reads the whole body that a route left unread, unpacked, within the same time.
 * @param limit more bytes than these are 413
 */
export async function readBytes(
  req: Request,
  res: Response,
  { limit, deadlineMs = DEADLINE_MS }: { limit: number; deadlineMs?: number },
): Promise<Uint8Array> {
  const parse = inTime(express.raw({ limit, type: () => true }), deadlineMs)
  await new Promise<void>((resolve, reject) =>
    parse(req, res, (error?: unknown) => (error ? reject(error) : resolve())),
  )
  const { body } = req
  // Bytes are nothing for the audit log.
  req.body = undefined
  return body instanceof Uint8Array ? body : new Uint8Array()
}

function inTime(parse: RequestHandler, deadlineMs: number): RequestHandler {
  return (req, res, next) => {
    const deadline = setTimeout(() => finish(tooSlow()), deadlineMs)
    let finished = false
    const finish = (error?: unknown) => {
      clearTimeout(deadline)
      if (!finished) next(error)
      finished = true
    }
    parse(req, res, finish)
  }
}

function tooSlow(): AppError {
  return new AppError('too-slow', 'The body did not come in time. Try again.', {
    headers: { Connection: 'close' },
  })
}
