import { readdirSync } from 'node:fs'

/**
 * The floors of the house, the ground first. A file may import, values or types, from its own folder and from the floors below it;
 * two folders on one floor do not know each other. A folder that is new gets its place here.
 */
const FLOORS = [
  // Of no capability, and known to everyone: time, errors, JSON.
  ['api/lib'],
  // What the API says and takes, as schemas. The client reads their types.
  ['api/contract'],
  // The database by itself: its schema, how statements are made, migrations, backups, the embedded server.
  ['db'],
  // What the person who runs it set, and what everyone else is told.
  ['api/config.ts'],
  ['api/log.ts', 'api/errors.ts'],
  // How requests are read and answered, metadata understood, other machines asked, ids that were merged found again.
  ['api/http', 'api/alias', 'api/metadata', 'api/fetch', 'api/metrics', 'api/page'],
  // What is said to listeners, in their languages.
  ['api/language'],
  // The feed of changes, and who reads it.
  ['api/change'],
  // Work that is done again and again.
  ['api/job'],
  // Who did what; long work and its queue, not what is done in it; prices; backups by the clock; who shares the database.
  ['api/audit', 'api/task', 'api/rate', 'api/backup', 'api/fleet'],
  // Who may.
  ['api/auth'],
  // Who is told at once that something changed.
  ['api/live'],
  // Money, from its names to its sums: each knows what it is made of, and not what is made of it.
  ['api/show'],
  // The pictures of shows and episodes.
  ['api/artwork'],
  ['api/supporter'],
  ['api/payment'],
  ['api/boost'],
  // Boosts that were reported and not received, and the payments that prove them.
  ['api/claim'],
  ['api/intake'],
  ['api/totals'],
  // What hosts decide about payments.
  ['api/review', 'api/wallet'],
  // What shows save for.
  ['api/goal'],
  // What brings payments in, and what shows them.
  ['api/air', 'api/public', 'api/export', 'api/source', 'api/demo'],
  // What apps post comes in, and what a show publishes goes out to them. Files of the past are read as sources' own answers are.
  ['api/metaboost', 'api/import'],
  // What wallets say themselves, by their sources or as files, beside the books.
  ['api/reconcile'],
  // Sums of what an export holds, closed with what wallets say.
  ['api/statement'],
  // What a show puts into its video, of what it publishes.
  ['api/overlay'],
  // What is told to others, by rules, in words that the notes' templates say; what is paid to whoever sent a boost.
  ['api/outgoing', 'api/reply'],
  // What a host meets first: how far a new installation has come, and what waits.
  ['api/first-steps', 'api/home'],
  // What long work does touches nearly everything, so the queue below is given it.
  ['api/task-steps'],
  // What is said of the whole.
  ['api/openapi', 'api/health'],
  // The lists of routes and jobs, and the service that they are part of.
  [
    'api/context.ts',
    'api/jobs.ts',
    'api/routes.ts',
    'api/reach-context.ts',
    'api/mount-routes.ts',
    'api/create-context.ts',
    'api/open-context.ts',
    'api/listen.ts',
    'api/app.ts',
    'api/server.ts',
  ],
  // What works with the service from outside.
  ['seeds'],
  ['scripts'],
  // The pages in a browser: what is of no capability, how things look and are told, who looks.
  // What screens say, in the languages of the people who read them.
  ['client/language'],
  ['client/lib', 'client/format', 'client/style', 'client/build'],
  ['client/live', 'client/ui'],
  ['client/person'],
  // What several screens choose from.
  ['client/wallet', 'client/pick'],
  ['client/show'],
  ['client/reply', 'client/goal'],
  ['client/boost', 'client/totals'],
  ['client/supporter'],
  // The screens, each by itself.
  [
    'client/air',
    'client/books',
    'client/episode',
    'client/health',
    'client/outgoing',
    'client/overlay',
    'client/publish',
    'client/review',
    'client/source',
    'client/stream',
  ],
  // The way of the first hour leads through several of them; the first page shows what is left of it.
  ['client/start'],
  ['client/home'],
  // What is loaded first: the studio with its screens, the listeners' page, the worker; and how they are built.
  ['client/studio', 'client/public-page', 'client/overlay-page', 'client/worker', 'client/vite.config.ts'],
  ['tests'],
]

const rooms = FLOORS.flat()
const homeless = ['api', 'client']
  .flatMap((part) => readdirSync(part).map((name) => `${part}/${name}`))
  .filter((name) => !rooms.includes(name) && !/^client\/(dist|public|[\w-]+\.html)$/.test(name))
if (homeless.length > 0) throw new Error(`On no floor of .dependency-cruiser.mjs: ${homeless.join(', ')}`)

/** Paths in any of these folders, or of these files. */
const inside = (names) => `^(${names.map((name) => name.replace('.', '\\.')).join('|')})(?:/|$)`

const nameOf = (floor) => floor.map((name) => name.replace(/^api\/|\.ts$/g, '')).join(', ')

/** Everyone is given the context, so everyone may name its type. The file holds nothing else. */
const CONTEXT = '^api/context\\.ts$'
/** Benches measure against the doubles that the tests have. */
const BENCHES = '^scripts/bench/'

const up = FLOORS.slice(0, -1).map((floor, index) => ({
  name: `up from ${nameOf(floor)}`,
  comment: 'What is below is built, read and tested without what is above.',
  severity: 'error',
  from: { path: inside(floor), pathNot: BENCHES },
  to: { path: inside(FLOORS.slice(index + 1).flat()), pathNot: CONTEXT },
}))

const across = FLOORS.filter((floor) => floor.length > 1 && !floor.includes('api/app.ts')).map((floor) => ({
  name: `across ${nameOf(floor)}`,
  comment: 'Folders of one floor stand side by side: one that needs another belongs above it.',
  severity: 'error',
  from: { path: inside(floor) },
  to: { path: inside(floor), pathNot: '^$1(?:/|$)' },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no circle',
      comment: 'Of files that import each other, none can be read or moved alone. Types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...up,
    ...across,
    {
      name: 'the database knows types of the contract only',
      comment:
        'What lies in a JSON column has the shape that the contract says; nothing of the service runs, small helpers aside.',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^api/', pathNot: '^api/lib/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the client knows types of the service only',
      comment: 'One value would bring schemas and their library into every browser.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the client is a browser',
      comment: 'What works on the database or as a command is of another machine.',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(db|seeds|scripts)/' },
    },
    {
      name: 'what runs is installed',
      comment: 'Where the service is installed without development packages it has to start.',
      severity: 'error',
      from: { path: '^(api|db|seeds|scripts)/', pathNot: BENCHES },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no interface for other programs yet.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^client/dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
