import { parseArgs } from 'node:util'
import { recordAudit } from '#api/audit/record-audit.ts'
import { createKey, findKeyByName, listKeys, revokeKey } from '#api/auth/key/api-key.ts'
import { newKeySchema, SCOPES } from '#api/contract/auth.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, type Io, positionals, UsageError } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'

/** `readout key`: keys for machines. */
export const key: Command = {
  name: 'key',
  usage: [
    'key add NAME --scope SCOPE [--scope …] [--source NAME [--wallet NAME]] [--show SLUG …]',
    'key list | key revoke NAME',
  ],
  summary: `makes, lists and ends API keys; scopes are ${SCOPES.join(', ')}`,
  async run([verb, ...args], io) {
    if (verb === 'add') return add(args, io)
    if (verb === 'list') return list(args, io)
    if (verb === 'revoke') return revoke(args, io)
    throw new UsageError(verb === undefined ? 'What to do with keys?' : `There is no "key ${verb}".`)
  },
}

/** Prints the key alone on standard output, once. */
async function add(args: string[], io: Io): Promise<void> {
  const { values, positionals: given } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scope: { type: 'string', multiple: true, default: [] },
      source: { type: 'string' },
      wallet: { type: 'string' },
      show: { type: 'string', multiple: true },
    },
  })
  const [name] = positionals(given, 'NAME')
  const wanted = newKeySchema.safeParse({
    name,
    scopes: values.scope,
    source: values.source ?? null,
    wallet: values.wallet ?? null,
    shows: values.show ?? null,
  })
  if (!wanted.success)
    throw new UsageError(
      values.scope.length === 0
        ? `--scope is missing: one or more of ${SCOPES.join(', ')}.`
        : `A key takes a name, scopes of ${SCOPES.join(', ')}, a source's name, and with it a wallet's; one that reports for some shows has a source.`,
    )
  await withContext(io, async (ctx) => {
    const made = await createKey(ctx.db, wanted.data)
    await recordAudit(ctx.db, atCommandLine(io), {
      action: 'readout key add',
      subject: { key: made.id },
      detail: wanted.data,
    })
    io.stdout.write(`${made.key}\n`)
  })
}

async function list(args: string[], io: Io): Promise<void> {
  positionals(args)
  await withContext(io, async ({ db }) => {
    for (const { name, prefix, scopes, source, last_used_at, revoked_at } of await listKeys(db)) {
      const state = revoked_at
        ? `revoked ${revoked_at}`
        : last_used_at
          ? `last used ${last_used_at}`
          : 'not used yet'
      io.stdout.write(`${[name, `${prefix}…`, scopes.join(','), source ?? '-', state].join('\t')}\n`)
    }
  })
}

async function revoke(args: string[], io: Io): Promise<void> {
  const [name] = positionals(args, 'NAME')
  await withContext(io, async (ctx) => {
    const { id } = await findKeyByName(ctx.db, name)
    await revokeKey(ctx, id)
    await recordAudit(ctx.db, atCommandLine(io), {
      action: 'readout key revoke',
      subject: { key: id },
      detail: { name },
    })
    io.say(`The key "${name}" is revoked.`)
  })
}
