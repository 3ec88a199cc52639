import { AppError } from '#api/errors.ts'

/**
 * What was looked for, once it was found.
 * @param what as a sentence names it, e.g. `boost with this id`
 * @throws AppError not-found
 */
export function orNotFound<T>(found: T | null | undefined, what: string): T {
  if (found === null || found === undefined) throw new AppError('not-found', `There is no ${what}.`)
  return found
}
