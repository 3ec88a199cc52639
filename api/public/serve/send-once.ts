import type { Request, Response } from 'express'
import { AppError } from '#api/errors.ts'
import { type Reader, readerOf } from '#api/public/page/format.ts'
import { missingPage } from '#api/public/page/front-page.ts'
import type { Layout, Page } from '#api/public/page/layout.ts'

/** Answers with a page of one reader, that nobody keeps; in place of one that is not found, a friendly page says so. */
export async function sendOnce(
  req: Request,
  res: Response,
  layout: Promise<Layout>,
  make: (reader: Reader) => Promise<Page>,
): Promise<void> {
  const reader = readerOf(req)
  const made = await make(reader).catch(orNothing)
  res
    .status(made ? 200 : 404)
    .set('Cache-Control', 'no-store')
    .type('text/html')
    .send((await layout)(made ?? missingPage(reader.in(reader.language))))
}

function orNothing(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null
  throw error
}
