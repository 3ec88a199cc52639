import type { RequestHandler } from 'express'
import { AppError } from '#api/errors.ts'
import type { Route } from '#api/http/route.ts'

/**
 * Answers, of each path, the methods that it does not have: 405, or to OPTIONS which it has. Written out here, since the router would
 * count in those of a path with a parameter in the same place (`/sources/test`, `/sources/{name}`).
 * @returns by path, those that say more exactly where they lie first
 */
export function answerOtherMethods(
  routes: readonly Pick<Route, 'method' | 'path'>[],
): { path: string; answer: RequestHandler }[] {
  const methods = Map.groupBy(routes, ({ path }) => path)
  // `{` sorts behind every letter.
  return [...methods.keys()]
    .sort()
    .map((path) => ({ path, answer: answer(methodsOf(methods.get(path) ?? [])) }))
}

function methodsOf(routes: readonly Pick<Route, 'method'>[]): string {
  const own = routes.map(({ method }) => method.toUpperCase())
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ')
}

function answer(allow: string): RequestHandler {
  return (req, res) => {
    if (req.method === 'OPTIONS') return void res.status(204).set('Allow', allow).end()
    throw new AppError('wrong-method', `${req.method} is nothing here. This address takes ${allow}.`, {
      headers: { Allow: allow },
    })
  }
}
