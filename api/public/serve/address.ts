import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '#api/errors.ts'

/** A part of the address by its name. */
export function nameIn({ params }: Request, name: string): string {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

/** The id in the address. @throws AppError not-found where it is none: then there is nothing of that id */
export function idIn(req: Request): string {
  const id = z.uuid().safeParse(nameIn(req, 'id'))
  if (!id.success) throw new AppError('not-found', 'There is no public page at this address.')
  return id.data
}

/** What a browser may send as a host; anything else is nobody's address. */
const HOST = /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]{2,39}\](:\d{1,5})?$/i

/** Where the service is reached: as its owner says, else as this reader does. */
export function originOf(req: Request, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl
  const host = req.get('host') ?? ''
  return `${req.protocol}://${HOST.test(host) ? host : 'localhost'}`
}
