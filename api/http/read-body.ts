import express, { type RequestHandler } from 'express'
import { AppError } from '#api/errors.ts'
import type { Route } from '#api/http/route.ts'

const LIMIT = 1024 * 1024
/** A JSON body must be here within this time, however it trickles. */
const DEADLINE_MS = 30_000

/** Reads the JSON body of a route that takes one. */
export function readBody(
  { body, bodyLimit = LIMIT }: Pick<Route, 'body' | 'bodyLimit'>,
  deadlineMs = DEADLINE_MS,
): RequestHandler {
  if (!body) return (_req, _res, next) => next()
  const parse = express.json({ limit: bodyLimit })
  return (req, res, next) => {
    if (!req.is('application/json'))
      throw new AppError('wrong-content-type', 'Send JSON, with the content type application/json.')
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
