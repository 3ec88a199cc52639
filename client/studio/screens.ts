import type { ComponentType } from 'react'
import type { Capability } from '#api/contract/auth.ts'
import { t } from '#client/language/shared.ts'
import { ReviewBadge } from '#client/review/review-badge.tsx'

export type Screen = {
  /** Below `/studio`; a trailing `/:id?` opens one thing of it. */
  path: string
  title: string
  may: Capability
  /** Where its link is: at the sidebar's top, below, as one's own name, or nowhere. */
  nav: 'main' | 'settings' | 'me' | null
  /** What stands beside its link, such as a count. */
  badge?: ComponentType
  /** Fills the page, without the way around. */
  bare?: boolean
  load: () => Promise<{ default: ComponentType }>
}

/** Every screen behind the sign-in, in the order of the sidebar. */
export const screens: readonly Screen[] = [
  {
    path: '/home',
    title: t('Home'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/home/home-screen.tsx'),
  },
  {
    path: '/start/:step?/:kind?',
    title: t('First steps'),
    may: 'admin',
    nav: null,
    load: () => import('#client/start/start-screen.tsx'),
  },
  {
    path: '/air',
    title: t('On air'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/air/list/air-screen.tsx'),
  },
  {
    path: '/air/read',
    title: t('Reading'),
    may: 'read',
    nav: null,
    bare: true,
    load: () => import('#client/air/read/read-screen.tsx'),
  },
  {
    path: '/air/remote',
    title: t('Remote'),
    may: 'edit',
    nav: null,
    bare: true,
    load: () => import('#client/air/desk/remote-screen.tsx'),
  },
  {
    path: '/air/produce',
    title: t('Producer'),
    may: 'edit',
    nav: null,
    load: () => import('#client/air/desk/produce-screen.tsx'),
  },
  {
    path: '/air/notes',
    title: t('Notes and chapters'),
    may: 'read',
    nav: null,
    load: () => import('#client/air/end/notes-screen.tsx'),
  },
  {
    path: '/air/past/:id?',
    title: t('Past segments'),
    may: 'read',
    nav: null,
    load: () => import('#client/air/end/past-screen.tsx'),
  },
  {
    path: '/air/settings',
    title: t('Running order'),
    may: 'edit',
    nav: null,
    load: () => import('#client/air/settings/air-settings-screen.tsx'),
  },
  {
    path: '/boosts/by-hand',
    title: t('A boost by hand'),
    may: 'intake',
    nav: null,
    load: () => import('#client/boost/by-hand/by-hand-screen.tsx'),
  },
  {
    path: '/boosts/:id?',
    title: t('Boosts'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/boost/boosts-screen.tsx'),
  },
  {
    path: '/needs-look',
    title: t('Needs a look'),
    may: 'read',
    nav: 'main',
    badge: ReviewBadge,
    load: () => import('#client/review/needs-look-screen.tsx'),
  },
  {
    path: '/supporters/:id?',
    title: t('Supporters'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/supporter/supporters-screen.tsx'),
  },
  {
    path: '/episodes/:id?',
    title: t('Episodes'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/episode/episodes-screen.tsx'),
  },
  {
    path: '/streams',
    title: t('Streams'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/stream/streams-screen.tsx'),
  },
  {
    path: '/dashboard',
    title: t('Dashboard'),
    may: 'read',
    nav: 'main',
    load: () => import('#client/totals/dashboard-screen.tsx'),
  },
  {
    path: '/books',
    title: t('Books'),
    may: 'export',
    nav: 'main',
    load: () => import('#client/books/books-screen.tsx'),
  },
  {
    path: '/shows/:slug?',
    title: t('Shows'),
    may: 'read',
    nav: 'settings',
    load: () => import('#client/show/shows-screen.tsx'),
  },
  {
    path: '/publish',
    title: t('Public page'),
    may: 'edit',
    nav: 'settings',
    load: () => import('#client/publish/publish-screen.tsx'),
  },
  {
    path: '/overlay',
    title: t('Overlay'),
    may: 'edit',
    nav: 'settings',
    load: () => import('#client/overlay/overlay-screen.tsx'),
  },
  {
    path: '/sources/past',
    title: t('Add past payments'),
    may: 'admin',
    nav: null,
    load: () => import('#client/source/past/past-screen.tsx'),
  },
  {
    path: '/sources/add/:kind?',
    title: t('Add a source'),
    may: 'admin',
    nav: null,
    load: () => import('#client/source/add/add-source-screen.tsx'),
  },
  {
    path: '/sources',
    title: t('Sources'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/source/sources-screen.tsx'),
  },
  {
    path: '/alerts',
    title: t('Alerts'),
    may: 'read',
    nav: 'settings',
    load: () => import('#client/outgoing/alert/alerts-screen.tsx'),
  },
  {
    path: '/outgoing',
    title: t('What goes out'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/outgoing/outgoing-screen.tsx'),
  },
  {
    path: '/people',
    title: t('People'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/person/people/people-screen.tsx'),
  },
  {
    path: '/keys',
    title: t('Keys'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/person/keys/keys-screen.tsx'),
  },
  {
    path: '/audit',
    title: t('Audit log'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/person/audit/audit-screen.tsx'),
  },
  {
    path: '/health',
    title: t('Health'),
    may: 'admin',
    nav: 'settings',
    load: () => import('#client/health/health-screen.tsx'),
  },
  {
    path: '/account',
    title: t('Your account'),
    may: 'person',
    nav: 'me',
    load: () => import('#client/person/account/account-screen.tsx'),
  },
]

/** The path that a link to the screen itself has. */
export function addressOf({ path }: Pick<Screen, 'path'>): string {
  return path.replace(/\/:.*$/, '')
}
