import type { Request } from 'express'
import type { Config } from '#api/config.ts'
import type { Standard } from '#api/metaboost/post/read-post.ts'

/** Where this service is, as the one who asks sees it. */
export function baseOf(
  req: Pick<Request, 'protocol' | 'get'>,
  { publicUrl }: Pick<Config, 'publicUrl'>,
): string {
  return publicUrl ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`
}

/** The path that apps post a show's boosts to. */
export function boostPath(standard: Standard, slug: string): string {
  return `/v1/standard/${standard}/boost/${slug}/`
}

export function messagesPath(standard: Standard, slug: string): string {
  return `/v1/standard/${standard}/messages/public/${slug}`
}

export function documentPath(standard: Standard): string {
  return `/v1/standard/${standard}/openapi.json`
}

export function termsPath(slug: string): string {
  return `/boost-terms/${slug}`
}
