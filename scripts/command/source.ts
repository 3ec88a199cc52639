import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { recordAudit } from '#api/audit/record-audit.ts'
import type { Context } from '#api/context.ts'
import { newSourceSchema } from '#api/contract/source.ts'
import { PlainError } from '#api/lib/errors.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { changeSource, removeSource } from '#api/source/connection/change-source.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { listSources } from '#api/source/connection/list-sources.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { testSettings, testSource } from '#api/source/connection/test-source.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, type Io, positionals, UsageError } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'

type Given = {
  address?: string
  store?: string
  macaroon?: string
  certificate?: string
  relay?: string[]
  key?: string[]
}

/** `readout source`: the wallets that are followed. */
export const source: Command = {
  name: 'source',
  usage: [
    'source add lnd NAME --address HOST:PORT --macaroon FILE [--certificate FILE] [--wallet NAME] [--whose show|shared]',
    'source add nwc NAME [--wallet NAME] [--whose show|shared]   (the connection secret on standard input)',
    'source add lnbits|cln|phoenixd|alby|zaprite NAME [--address URL] [--certificate FILE] [--wallet NAME] [--whose show|shared]   (the key, rune or password on standard input)',
    'source add btcpay NAME --address URL --store ID [--certificate FILE] [--wallet NAME] [--whose show|shared]   (the key on standard input)',
    'source add nostr NAME [--relay URL]... [--key NPUB]...   (a good list of relays where none is given)',
    'source list | source test NAME | source pause NAME | source resume NAME | source remove NAME',
  ],
  summary: 'follows wallets: adds, tests, lists, pauses and removes the connections to them',
  async run([verb, ...args], io) {
    if (verb === 'add') return add(args, io)
    if (verb === 'list') return list(args, io)
    if (verb === 'test') return test(args, io)
    if (verb === 'pause' || verb === 'resume' || verb === 'remove') return change(verb, args, io)
    throw new UsageError(verb === undefined ? 'What to do with sources?' : `There is no "source ${verb}".`)
  },
}

/** Tries the settings first, and adds the source either way: a wallet may be off at the moment. */
async function add(args: string[], io: Io): Promise<void> {
  const { values, positionals: given } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      address: { type: 'string' },
      store: { type: 'string' },
      macaroon: { type: 'string' },
      certificate: { type: 'string' },
      wallet: { type: 'string' },
      whose: { type: 'string' },
      relay: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
    },
  })
  const [kindName, name] = positionals(given, 'KIND', 'NAME')
  const kind = kindNamed(kindName)
  const wanted = newSourceSchema.safeParse({
    kind: kindName,
    name,
    wallet: values.wallet ?? null,
    whose: values.whose ?? null,
    settings: await readGiven(kind, values, io),
  })
  if (!wanted.success) throw new UsageError('A source takes a name, and --whose is show or shared.')
  const settings = readSettings(kind, wanted.data.settings)
  await withContext(io, async (ctx) => {
    await addSource(ctx, { ...wanted.data, kind, settings })
    await audit(ctx, io, 'add', { name, kind: kindName })
    const { ok, says, step } = await testSettings(kind, settings, io.signal, ctx.db)
    io.say(ok ? says : `The source is added, but: ${says} ${step}`)
  })
}

/** What a kind must be told: secrets come from a file or standard input, never from what others can see in the list of processes. */
async function readGiven(
  kind: SourceKind,
  { address, store, macaroon, certificate, relay, key }: Given,
  io: Io,
) {
  if (kind.kind === 'nostr') return { ...(relay ? { relays: relay } : {}), ...(key ? { keys: key } : {}) }
  if (kind.kind === 'nwc') return { connection: await readAll(io) }
  const given = {
    ...(address === undefined ? {} : { address }),
    ...(store === undefined ? {} : { store }),
    ...(certificate === undefined ? {} : { certificate: readSecretFile(certificate) }),
  }
  if (kind.kind === 'lnd')
    return { ...given, macaroon: macaroon === undefined ? undefined : readSecretFile(macaroon) }
  return { ...given, [String(kind.secret[0])]: await readAll(io) }
}

async function list(args: string[], io: Io): Promise<void> {
  positionals(args)
  await withContext(io, async ({ db }) => {
    for (const { name, kind, wallet, state, payment_at, problem } of await listSources(db)) {
      const last = payment_at ? `last payment ${payment_at}` : 'no payment yet'
      io.stdout.write(
        `${[name, kind, wallet, state ?? 'reports by itself', last, problem ?? ''].join('\t')}\n`,
      )
    }
  })
}

async function test(args: string[], io: Io): Promise<void> {
  const [name] = positionals(args, 'NAME')
  await withContext(io, async ({ db, secrets }) => {
    const { ok, says, step } = await testSource({ db, secrets, stopping: io.signal }, name)
    if (!ok) throw new PlainError(`${says}\n${step}`)
    io.say(says)
  })
}

async function change(verb: 'pause' | 'resume' | 'remove', args: string[], io: Io): Promise<void> {
  const [name] = positionals(args, 'NAME')
  await withContext(io, async (ctx) => {
    if (verb === 'remove') await removeSource(ctx, name)
    else await changeSource(ctx, name, { paused: verb === 'pause' })
    await audit(ctx, io, verb, { name })
    io.say(
      {
        pause: `"${name}" is paused.`,
        resume: `"${name}" is followed again.`,
        remove: `The connection of "${name}" is removed. What it reported stays.`,
      }[verb],
    )
  })
}

function audit(ctx: Context, io: Io, verb: string, detail: Record<string, unknown>) {
  return recordAudit(ctx.db, atCommandLine(io), {
    action: `readout source ${verb}`,
    subject: { name: String(detail.name) },
    detail,
  })
}

/** A file as text where it is text, else as hex: a macaroon as LND keeps it is bytes. */
function readSecretFile(file: string): string {
  try {
    const bytes = readFileSync(file)
    return /^[\x20-\x7e\s]*$/.test(bytes.toString('latin1')) ? bytes.toString('utf8') : bytes.toString('hex')
  } catch {
    throw new PlainError(`The file ${file} cannot be read.`)
  }
}

async function readAll({ stdin }: Io): Promise<string> {
  let text = ''
  for await (const chunk of stdin) text += chunk
  return text.trim()
}
