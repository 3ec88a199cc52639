import type { Request } from 'express'
import { z } from 'zod'
import { isKnownHost, wrongHost } from '#api/auth/known-host.ts'
import type { Config } from '#api/config.ts'
import { slugField } from '#api/contract/common.ts'
import { AppError } from '#api/errors.ts'

/** A part of the address by its name. */
export function nameIn({ params }: Request, name: string): string {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

/** The show's slug in the address. @throws AppError not-found where it can be none's: the database cannot even be asked for some text */
export function slugIn(req: Request): string {
  const slug = slugField.safeParse(nameIn(req, 'slug'))
  if (!slug.success) throw noPage()
  return slug.data
}

/** The id in the address, in small letters. @throws AppError not-found where it is none: then there is nothing of that id */
export function idIn(req: Request): string {
  const id = z.uuid().safeParse(nameIn(req, 'id'))
  if (!id.success) throw noPage()
  return id.data.toLowerCase()
}

/** The year in the address. @throws AppError not-found where it is none */
export function yearIn(req: Request): number {
  const year = nameIn(req, 'year')
  if (!/^20\d\d$/.test(year)) throw noPage()
  return Number(year)
}

/**
 * The path as we write it, with what is in it checked: the same of a page however a reader writes its address.
 * @throws AppError not-found where there can be no page
 */
export function plainPath(req: Request): string {
  const pattern: unknown = req.route?.path
  if (typeof pattern !== 'string') throw noPage()
  return pattern.replace(/:(slug|id|year)/g, (_, name: 'slug' | 'id' | 'year') => parts[name](req))
}
const parts = { slug: slugIn, id: idIn, year: (req: Request) => String(yearIn(req)) }

function noPage(): AppError {
  return new AppError('not-found', 'There is no public page at this address.')
}

/** What a browser may send as a host; anything else is nobody's address. */
const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]{2,39}\](:\d{1,5})?$/i

type Names = Pick<Config, 'publicUrl' | 'hosts'>

/**
 * Where the service is reached: as its owner says, else as this reader does, if that is a name of ours. Null: it is none, and nothing that
 * others keep or show may lead there.
 */
export function originOf(req: Request, names: Names): string | null {
  if (names.publicUrl !== null) return names.publicUrl
  const host = req.get('host') ?? ''
  return HOST.test(host) && isKnownHost(names, host) ? `${req.protocol}://${host.toLowerCase()}` : null
}

/** The same for what is nothing without whole addresses. @throws AppError wrong-host */
export function ownOriginOf(req: Request, names: Names): string {
  const origin = originOf(req, names)
  if (origin === null) throw wrongHost(req.get('host') ?? '')
  return origin
}
