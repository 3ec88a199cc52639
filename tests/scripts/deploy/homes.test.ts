import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '#api/config.ts'
import { findTool } from '#tests/helper/find-tool.ts'

const ROOT = join(import.meta.dirname, '../../..')
const DEPLOY = join(ROOT, 'scripts/deploy')
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')

/** Every setting that Readout takes. */
const SETTINGS = [...read('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name)
const isSetting = (name: string) => expect(SETTINGS, `${name} is no setting`).toContain(name)

type Env = Record<string, string>
type Compose = { services: Record<string, { image?: string; environment?: Env; volumes?: string[] }> }

describe('the image', () => {
  const lines = read('Dockerfile').split('\n')

  it('runs as nobody special, keeps what it holds in a volume, and says whether it is well', () => {
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER 1000:1000')
    expect(lines).toContain('VOLUME /data')
    expect(read('Dockerfile')).toMatch(/HEALTHCHECK.*\n.*readyz/)
  })

  it('starts as npm start does', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(lines.at(-2) ?? '')?.[1] ?? '[]')
    // Each says itself where what was compiled is kept.
    const start = scripts.start.replace(/^NODE_COMPILE_CACHE=\S+ exec /, '')
    expect(command.join(' ')).toBe(start)
    expect(read('scripts/deploy/systemd/readout.service')).toContain(start)
  })

  it('leaves out what is not there to run', () => {
    const { dependencies } = JSON.parse(read('package.json'))
    const gone = [...read('Dockerfile').matchAll(/dependencies\.([^\s']+)/g)].map(([, name]) => name)
    for (const name of gone) expect(Object.keys(dependencies)).toContain(name)
    const left = Object.keys(dependencies).filter((name) => !gone.includes(name))
    for (const builds of ['vite', '@vitejs/plugin-react', 'typescript', 'node'])
      expect(left).not.toContain(builds)
  })
})

it.each(['umbrel/docker-compose.yml', 'kubernetes/readout.yaml'])(
  '%s asks for the image of this version',
  (file) => {
    const { version } = JSON.parse(read('package.json'))
    const images = [...read('scripts/deploy', file).matchAll(/image: \S+\/readout:(\S+)/g)].map(
      ([, tag]) => tag,
    )
    expect(images).toEqual([version])
  },
)

describe('compose', () => {
  const files = [
    'compose.yaml',
    ...readdirSync(join(DEPLOY, 'compose')).map((name) => `scripts/deploy/compose/${name}`),
    'scripts/deploy/umbrel/docker-compose.yml',
  ]

  it.each(files)('%s names settings that there are, and values that they take', (file) => {
    const { services }: Compose = parse(read(file), {
      customTags: ['!reset'].map((tag) => ({
        tag,
        collection: 'seq' as const,
        resolve: (all: unknown) => all,
      })),
    })
    const environment = (services.readout ?? services.server)?.environment ?? {}
    for (const name of Object.keys(environment)) isSetting(name)
    // As compose would fill them in.
    const filled = Object.entries(environment).map(([name, value]) => [
      name,
      String(value).replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) =>
        kind === '-' ? rest : (WORDS[name] ?? 'word'),
      ),
    ])
    expect(() => readConfig(Object.fromEntries(filled))).not.toThrow()
  })

  const WORDS: Env = {
    SECRET_KEY: 'a secret key that is long enough to be one',
    DOMAIN: 'boosts.example.com',
    DEVICE_DOMAIN_NAME: 'umbrel.local',
    APP_LIGHTNING_NODE_IP: '10.21.21.9',
    APP_LIGHTNING_NODE_GRPC_PORT: '10009',
  }
})

describe('kubernetes', () => {
  const objects = parseAllDocuments(read('scripts/deploy/kubernetes/readout.yaml')).map((each) => each.toJS())

  it.each(objects.map((each) => [each.kind, each]))('%s is what its schema says', async (kind, object) => {
    const models: Record<string, new (data: unknown) => { validate(): void }> = await import(
      /* @vite-ignore */
      `kubernetes-models/${object.apiVersion}/${kind}`
    )
    const Model = models[kind]
    if (!Model) throw new Error(`There is no ${kind} of ${object.apiVersion}`)
    new Model(object).validate()
    // And the schema is one that refuses.
    expect(() => new Model({ ...object, metadata: { name: 1 } }).validate()).toThrow()
  })

  it('names settings that there are, and probes that answer', () => {
    const of = (kind: string) => objects.find((each) => each.kind === kind)
    for (const name of Object.keys(of('ConfigMap').data)) isSetting(name)
    expect(() => readConfig(of('ConfigMap').data)).not.toThrow()
    const { spec } = of('Deployment')
    expect(of('PodDisruptionBudget').spec.minAvailable).toBeLessThan(spec.replicas)
    const [container] = spec.template.spec.containers
    expect([container.readinessProbe, container.livenessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/readyz',
      '/healthz',
    ])
    for (const kind of ['Service', 'PodDisruptionBudget'])
      expect(Object.values(spec.template.metadata.labels)).toEqual(
        Object.values(of(kind).spec.selector.matchLabels ?? of(kind).spec.selector),
      )
  })
})

describe('what is installed for everyone to read', () => {
  const secrets = ['.env', 'readout-2026-11-25.tar.gz', 'data/secret.key', 'npm-debug.log']

  it('leaves settings, backups and data in the checkout', () => {
    const checkout = mkdtempSync(join(inject('runFolder'), 'checkout-'))
    const target = mkdtempSync(join(inject('runFolder'), 'target-'))
    for (const name of [...secrets, '.env.example', 'scripts/start.ts']) {
      mkdirSync(join(checkout, dirname(name)), { recursive: true })
      writeFileSync(join(checkout, name), '')
    }
    const copy = /^tar -c(?:.*\\\n)*.*$/m.exec(read('scripts/deploy/systemd/install'))?.[0] ?? 'false'
    const { status, stderr } = spawnSync('sh', ['-c', copy], {
      cwd: checkout,
      env: { ...process.env, next: target },
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    expect(readdirSync(target).sort()).toEqual(['.env.example', 'scripts'])
    expect(readdirSync(join(target, 'scripts'))).toEqual(['start.ts'])
  })

  it('does so in the image, and in what is committed', () => {
    for (const list of ['.dockerignore', '.gitignore'])
      expect(read(list).split('\n')).toEqual(expect.arrayContaining(['.env', '*.tar.gz', '*.log']))
  })
})

describe('the unit of systemd', () => {
  const verify = findTool('systemd-analyze', 'systemd')

  it.skipIf(!verify)('is one that systemd takes, and lets the service do little', () => {
    const folder = mkdtempSync(join(inject('runFolder'), 'unit-'))
    const file = join(folder, 'readout.service')
    // Where it is installed there is its program, and its readme.
    writeFileSync(
      file,
      read('scripts/deploy/systemd/readout.service')
        .replaceAll('/opt/readout/node_modules/.bin/node', process.execPath)
        .replaceAll('/opt/readout', ROOT)
        .replace(/^(User|Group)=readout$/gm, '$1=daemon'),
    )
    const verified = spawnSync(verify ?? '', ['verify', '--man=no', file], { encoding: 'utf8' })
    expect(
      `${verified.stdout}${verified.stderr}`.split('\n').filter((line) => line.includes('readout.service')),
    ).toEqual([])
    const judged = spawnSync(verify ?? '', ['security', '--offline=true', '--no-pager', file], {
      encoding: 'utf8',
    })
    expect(Number(/exposure level for readout\.service: ([\d.]+)/.exec(judged.stdout)?.[1])).toBeLessThan(2.5)
  })

  it('names settings that there are', () => {
    const [, line = ''] = /^Environment=(.*)$/m.exec(read('scripts/deploy/systemd/readout.service')) ?? []
    for (const [, name = ''] of line.matchAll(/([A-Z_]+)=/g)) if (!/^NODE_/.test(name)) isSetting(name)
  })
})
