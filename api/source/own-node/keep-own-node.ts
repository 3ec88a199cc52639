import { readFile } from 'node:fs/promises'
import { recordAudit } from '#api/audit/record-audit.ts'
import type { Config } from '#api/config.ts'
import type { Context } from '#api/context.ts'
import { sleep } from '#api/lib/async.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { changeSource } from '#api/source/connection/change-source.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import { lnd } from '#api/source/lnd/lnd.ts'

/** Under which name the node of the machine's own environment is a source. */
export const OWN_NODE = 'lnd'

/** A node on the same machine starts beside us, and makes its files when it is first unlocked; it renews its certificate. */
const LOOK_MS = 30_000

/**
 * Keeps the node that the environment names (LND_ADDRESS) a source, as platforms for a home server expect: added once its files are
 * there, and given them again when they change. What a host did stays done: a source that was removed is not added again.
 */
export function keepOwnNode(ctx: Context): void {
  const node = ctx.config.ownNode
  if (node === null) return
  const work = async () => {
    let said = ''
    while (!ctx.stopping.aborted) {
      try {
        await takeUpOwnNode(ctx, node)
        said = ''
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        if (why !== said)
          ctx.log.warn({ err: error }, 'the node of LND_ADDRESS is no source yet; it is tried again')
        said = why
      }
      await sleep(LOOK_MS, ctx.stopping)
    }
  }
  void work()
}

/**
 * Adds the node, or brings its settings up to date.
 * @returns what was done
 * @throws AppError where a setting cannot be used, Error where a file cannot be read
 */
export async function takeUpOwnNode(
  ctx: Pick<Context, 'db' | 'secrets' | 'tasks'>,
  { address, certificateFile, macaroonFile }: NonNullable<Config['ownNode']>,
): Promise<'added' | 'changed' | 'left'> {
  const certificate = certificateFile === null ? null : await readFile(certificateFile, 'utf8')
  const macaroon = (await readFile(macaroonFile)).toString('hex')
  const settings = readSettings(lnd, { address, certificate, macaroon })
  const known = await ctx.db
    .selectFrom('sources')
    .leftJoin('connections', 'connections.source_id', 'sources.id')
    .select(['sources.name', 'connections.settings', 'connections.secrets'])
    .where('sources.kind', '=', lnd.kind)
    .execute()
  const own = known.find(({ name }) => name === OWN_NODE)
  if (!own) {
    // A host was quicker, and gave it another name.
    if (known.some((each) => each.settings?.address === settings.address)) return 'left'
    await addSource(ctx, { kind: lnd, name: OWN_NODE, wallet: null, whose: null, settings })
    await note(ctx, 'add', address)
    return 'added'
  }
  if (own.settings === null || own.secrets === null) return 'left'
  if (isSame(ctx, own.settings, own.secrets, settings)) return 'left'
  await changeSource(ctx, OWN_NODE, { settings })
  await note(ctx, 'change', address)
  return 'changed'
}

function isSame(
  { secrets: box }: Pick<Context, 'secrets'>,
  settings: Record<string, unknown>,
  secrets: string,
  wanted: Record<string, unknown>,
): boolean {
  try {
    const stored = openSettings(box, OWN_NODE, { settings, secrets })
    return Object.entries(wanted).every(([name, value]) => stored[name] === value)
  } catch {
    // Sealed under another key: given again, they can be opened.
    return false
  }
}

async function note({ db }: Pick<Context, 'db'>, verb: 'add' | 'change', address: string): Promise<void> {
  await recordAudit(
    db,
    { kind: 'command', name: 'environment' },
    {
      action: `readout source ${verb}`,
      subject: { name: OWN_NODE },
      detail: { name: OWN_NODE, kind: lnd.kind, address },
    },
  )
}
