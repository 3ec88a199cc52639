import type { Express } from 'express'
import { remember } from '#api/lib/remember.ts'

/** So many addresses of a crowd are known again. */
const MOST = 10_000

/** Has addresses of proxies believed who they ask for. Each request asks several times whether its own is one: an address is read once. */
export function trustProxies(app: Express, proxies: string[]): void {
  app.set('trust proxy', proxies)
  const isProxy: (address: string) => boolean = app.get('trust proxy fn')
  app.set('trust proxy', remember(MOST, isProxy))
}
