import { z } from 'zod'
import { AppError } from '#api/errors.ts'

/** An id of an address. @throws AppError not-found where it is none: then there is nothing of that id */
export function isId(text: string): string {
  const id = z.uuid().safeParse(text)
  if (!id.success) throw new AppError('not-found', 'There is no public page at this address.')
  return id.data
}
