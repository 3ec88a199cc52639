import { keepCompiled } from '#scripts/cli/keep-compiled.ts'

/** What `npm start` runs. */
keepCompiled()
await import('#scripts/cli/run-service.ts')
