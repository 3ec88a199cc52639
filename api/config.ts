import { validate } from 'node-cron'
import { z } from 'zod'
import { PlainError } from '#api/lib/errors.ts'

const port = z.coerce.number().int().min(0).max(65_535)

/** Addresses and ranges, divided by commas; never "everyone". */
const addresses = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).min(1))

/** One host or several; what is wrong beyond that is said when it is opened. */
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/)

const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrl.optional(),
  DATABASE_POOLER: z.enum(['session', 'transaction']).optional(),
  DATABASE_CA_FILE: z.string().min(1).optional(),
  DATABASE_SCHEMA: z
    .string()
    // With `changes_` before it, it is the name of a channel, which has 63 letters at most.
    .regex(/^[a-z_][a-z0-9_]{0,54}$/)
    .default('readout'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HOSTS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/)).min(1))
    .optional(),
  SECRET_KEY: z.string().min(32).optional(),
  TRUST_PROXY: addresses.optional(),
  TRUSTED_PROXY_ADDRESS: addresses.optional(),
  TRUSTED_PROXY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/)
    .default('Tailscale-User-Login'),
  TRUSTED_PROXY_SECRET: z.string().min(16).optional(),
  BACKUP_BEFORE_UPGRADE: z.enum(['on', 'off']).default('on'),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_CRON: z.string().refine(validate).optional(),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(14),
  BACKUP_TRIAL_CRON: z.string().refine(validate).default('23 4 2 * *'),
  BACKUP_S3_URL: z
    .url({ protocol: /^https?$/ })
    .refine((text) => new URL(text).pathname.length > 1)
    .optional(),
  BACKUP_S3_REGION: z.string().min(1).default('us-east-1'),
  BACKUP_S3_KEY_ID: z.string().min(1).optional(),
  BACKUP_S3_SECRET: z.string().min(1).optional(),
  LND_ADDRESS: z.string().min(1).optional(),
  LND_CERT_FILE: z.string().min(1).optional(),
  LND_MACAROON_FILE: z.string().min(1).optional(),
  METABOOST_REGISTRY: z
    .url({ protocol: /^https?$/ })
    .default('https://raw.githubusercontent.com/v4v-io/metaboost-registry/main/registry/apps'),
  TOTALS_CRON: z.string().refine(validate).default('* * * * *'),
  DEMO: z.enum(['on', 'off']).default('on'),
  LOG_FORMAT: z.enum(['auto', 'text', 'json']).default('auto'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type Config = {
  port: number
  host: string
  dataDir: string
  /** Null: the embedded server under `dataDir`. */
  databaseUrl: string | null
  databaseSchema: string
  /** Where a pooler stands before the database: its kind, and the address behind it. */
  databasePooler: 'session' | 'transaction' | null
  databaseDirectUrl: string | null
  /** A standby that is read for strangers and exports. */
  databaseReplicaUrl: string | null
  /** The certificate of the authority that signed the database's. */
  databaseCaFile: string | null
  publicUrl: string | null
  /** Names that it answers to beside that of `publicUrl` and those of its own network. */
  hosts: readonly string[]
  secretKey: string | null
  /** Proxies whose `X-Forwarded-*` is believed; null: none. */
  trustProxy: string[] | null
  /** The proxy that signs people in, the header in which it names them, and what it shows for itself; null: none does. */
  signInProxy: { addresses: string[]; header: string; secret: string | null } | null
  /** Whether a migration begins with a backup. */
  backupBeforeUpgrade: boolean
  /** Null: a folder in `dataDir`. */
  backupDir: string | null
  /** When backups are made by the clock; null: never. */
  backupCron: string | null
  /** How many of those are kept. */
  backupKeep: number
  backupTrialCron: string
  /** The bucket that they are copied into. */
  backupBucket: { url: string; region: string; keyId: string; secret: string } | null
  /** The node that the machine's own environment names: where it answers, and the files of its certificate and macaroon. */
  ownNode: { address: string; certificateFile: string | null; macaroonFile: string } | null
  /** Below it lies a file for each app that may post boosts. */
  metaboostRegistry: string
  totalsCron: string
  demo: boolean
  /** - auto: as text on a terminal, as JSON elsewhere */
  logFormat: 'auto' | 'text' | 'json'
  logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

const HINTS: Record<string, string> = {
  PORT: 'a port number from 0 to 65535',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/database',
  DATABASE_DIRECT_URL:
    'the address of the database behind DATABASE_POOLER, like postgres://user:password@host:5432/database',
  DATABASE_REPLICA_URL: 'an address like postgres://user:password@replica:5432/database',
  DATABASE_POOLER: 'session or transaction, as the pooler of DATABASE_URL lends its connections',
  DATABASE_SCHEMA: 'a name of small letters, digits and underscores',
  PUBLIC_URL: 'the address people open, like https://boosts.example.com',
  HOSTS: 'names like boosts.example.com, without ports, divided by commas',
  SECRET_KEY: 'at least 32 characters; leave it out to have one made',
  TRUST_PROXY: 'addresses or ranges like 127.0.0.1 or 10.0.0.0/8, divided by commas',
  TRUSTED_PROXY_ADDRESS: 'addresses or ranges like 127.0.0.1 or 10.0.0.0/8, divided by commas',
  TRUSTED_PROXY_SECRET: 'at least 16 characters',
  TRUSTED_PROXY_HEADER: 'the name of a header',
  BACKUP_BEFORE_UPGRADE: 'on or off',
  BACKUP_CRON: 'a cron expression of five fields, like 30 3 * * *',
  BACKUP_KEEP: 'how many backups are kept, from 1 to 1000',
  BACKUP_TRIAL_CRON: 'a cron expression of five fields, like 23 4 2 * *',
  BACKUP_S3_URL: 'the address of a bucket, like https://s3.eu-central-1.amazonaws.com/my-bucket/readout',
  LOG_FORMAT: 'auto, text or json',
  METABOOST_REGISTRY: 'an address below which APP_ID.app.json lies for each app',
  TOTALS_CRON: 'a cron expression of five fields, or six with seconds',
  DEMO: 'on or off',
  LOG_LEVEL: 'one of trace, debug, info, warn, error, fatal and silent',
}

/**
 * Reads the settings from the environment; a blank variable counts as absent.
 * @throws PlainError with one sentence for each mistake, naming the variable and what it takes
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name} must be ${HINTS[name] ?? 'filled'}.`
    })
    throw new PlainError([...new Set(mistakes)].join('\n'))
  }
  const { data } = parsed
  if (data.DATABASE_POOLER && !data.DATABASE_DIRECT_URL)
    throw new PlainError(
      'DATABASE_POOLER needs DATABASE_DIRECT_URL, the address of the database behind it: listening and locks need sessions of their own.',
    )
  if (data.DATABASE_DIRECT_URL && !data.DATABASE_POOLER)
    throw new PlainError(
      'DATABASE_DIRECT_URL is the address behind a pooler, and needs DATABASE_POOLER: session or transaction. Where there is no pooler, it goes into DATABASE_URL.',
    )
  if (data.BACKUP_S3_URL && !(data.BACKUP_S3_KEY_ID && data.BACKUP_S3_SECRET))
    throw new PlainError(
      'BACKUP_S3_URL needs BACKUP_S3_KEY_ID and BACKUP_S3_SECRET, a key that may write into that bucket.',
    )
  if (data.LND_ADDRESS && !data.LND_MACAROON_FILE)
    throw new PlainError(
      'LND_ADDRESS needs LND_MACAROON_FILE, the file of a macaroon that may read invoices.',
    )
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? null,
    databaseSchema: data.DATABASE_SCHEMA,
    databasePooler: data.DATABASE_POOLER ?? null,
    databaseDirectUrl: data.DATABASE_DIRECT_URL ?? null,
    databaseReplicaUrl: data.DATABASE_REPLICA_URL ?? null,
    databaseCaFile: data.DATABASE_CA_FILE ?? null,
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    hosts: data.HOSTS ?? [],
    secretKey: data.SECRET_KEY ?? null,
    trustProxy: data.TRUST_PROXY ?? null,
    signInProxy: data.TRUSTED_PROXY_ADDRESS
      ? {
          addresses: data.TRUSTED_PROXY_ADDRESS,
          header: data.TRUSTED_PROXY_HEADER.toLowerCase(),
          secret: data.TRUSTED_PROXY_SECRET ?? null,
        }
      : null,
    backupBeforeUpgrade: data.BACKUP_BEFORE_UPGRADE === 'on',
    backupDir: data.BACKUP_DIR ?? null,
    backupCron: data.BACKUP_CRON ?? null,
    backupKeep: data.BACKUP_KEEP,
    backupTrialCron: data.BACKUP_TRIAL_CRON,
    backupBucket:
      data.BACKUP_S3_URL && data.BACKUP_S3_KEY_ID && data.BACKUP_S3_SECRET
        ? {
            url: data.BACKUP_S3_URL,
            region: data.BACKUP_S3_REGION,
            keyId: data.BACKUP_S3_KEY_ID,
            secret: data.BACKUP_S3_SECRET,
          }
        : null,
    ownNode:
      data.LND_ADDRESS && data.LND_MACAROON_FILE
        ? {
            address: data.LND_ADDRESS,
            certificateFile: data.LND_CERT_FILE ?? null,
            macaroonFile: data.LND_MACAROON_FILE,
          }
        : null,
    metaboostRegistry: data.METABOOST_REGISTRY.replace(/\/+$/, ''),
    totalsCron: data.TOTALS_CRON,
    demo: data.DEMO === 'on',
    logFormat: data.LOG_FORMAT,
    logLevel: data.LOG_LEVEL,
  }
}

/** What is set in a way that is most likely not meant, a sentence each, for the person who starts it. */
export function adviseOn({ publicUrl, trustProxy, signInProxy }: Config): string[] {
  return [
    ...(publicUrl !== null && trustProxy === null
      ? [
          'PUBLIC_URL is set and TRUST_PROXY is not: all who come through a proxy count as one visitor. Set TRUST_PROXY to its address.',
        ]
      : []),
    ...(signInProxy !== null && signInProxy.secret === null
      ? [
          'TRUSTED_PROXY_SECRET is not set: whatever connects from TRUSTED_PROXY_ADDRESS, each user of that machine too, can be anyone.',
        ]
      : []),
  ]
}
