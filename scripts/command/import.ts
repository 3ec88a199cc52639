import { access, constants, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { recordAudit } from '#api/audit/record-audit.ts'
import type { Context } from '#api/context.ts'
import type { ImportKind } from '#api/contract/import.ts'
import { addCounts, countItems, errorsOf, NO_COUNTS } from '#api/import/count-items.ts'
import { findDouble } from '#api/import/find-double.ts'
import { isKind, KINDS } from '#api/import/kinds.ts'
import type { Reader } from '#api/import/reader/item.ts'
import { recordFile } from '#api/import/record-file.ts'
import type { Origin } from '#api/intake/report.ts'
import { StreamCut } from '#api/intake/stream/record-stream.ts'
import { hasCode, PlainError } from '#api/lib/errors.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, type Io, positionals, UsageError } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'
import { ask } from '#scripts/import/ask.ts'
import { count, showProgress } from '#scripts/import/progress.ts'
import { collectRejects } from '#scripts/import/rejects.ts'
import { numbersOf, sayCounts } from '#scripts/import/say-counts.ts'

type Wanted = { kind: ImportKind; file: string; source: string; wallet: string | null; yes: boolean }

/** `readout import`: the past, from files. */
export const importCommand: Command = {
  name: 'import',
  usage: [`import ${Object.keys(KINDS).join('|')} FILE --source NAME [--wallet NAME] [--yes]`],
  summary: 'records the payments of a file, each once; may be stopped and run again',
  async run(args, io) {
    const wanted = readArguments(args)
    await mustBeReadable(wanted.file)
    await withContext(io, (ctx) => runImport(ctx, io, wanted))
  },
}

function readArguments(args: string[]): Wanted {
  const { values, positionals: given } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      wallet: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  })
  const [kind, file] = positionals(given, 'KIND', 'FILE')
  if (!isKind(kind))
    throw new UsageError(`There is no kind "${kind}": it is one of ${Object.keys(KINDS).join(', ')}.`)
  const source = values.source?.trim()
  const wallet = values.wallet?.trim() ?? null
  if (!source) throw new UsageError('--source is missing: a name for where these payments come from.')
  if (wallet === '' || [source, wallet ?? ''].some((name) => name.length > 200))
    throw new UsageError('A name has 1 to 200 characters.')
  return { kind, file, source, wallet, yes: values.yes }
}

async function mustBeReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK)
    if (!(await stat(file)).isFile()) throw new PlainError(`${file} is no file.`)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) throw new PlainError(`There is no file ${file}.`)
    if (hasCode(error, 'EACCES', 'EPERM')) throw new PlainError(`${file} may not be read.`)
    throw error
  }
}

async function runImport(ctx: Context, io: Io, wanted: Wanted): Promise<void> {
  const { kind, file, source, wallet } = wanted
  const { exactness, sourceKind, read } = KINDS[kind]
  const origin: Origin = { source, kind: sourceKind, exactness, ...(wallet === null ? {} : { wallet }) }
  const reader = await read(file, { name: file, source, now: ctx.now })
  await mustNotCountTwice(ctx, io, reader, wanted)
  let counts = NO_COUNTS
  const rejects = collectRejects(file)
  const progress = showProgress(io, reader.total)
  let cut: StreamCut | null = null
  try {
    const record = ctx.intake.recordEntries
    for await (const done of recordFile({ reader, origin, wallet, record, stop: io.signal })) {
      counts = addCounts(counts, countItems(done))
      for (const each of done)
        for (const error of errorsOf(each))
          await rejects.add({ row: each.item.place, error, raw: each.item.raw() })
      progress.show(done.at(-1)?.item.position ?? 0, counts.rows)
    }
  } catch (error) {
    if (!(error instanceof StreamCut)) throw error
    cut = error
  } finally {
    progress.end()
  }
  const rejected = await rejects.close()
  io.stdout.write(`${sayCounts(counts).join('\n')}\n`)
  if (rejected) io.stdout.write(`What was rejected is in ${rejected}, with the reasons.\n`)
  await recordAudit(ctx.db, atCommandLine(io), {
    action: 'readout import',
    subject: { source },
    detail: { kind, file, ...numbersOf(counts) },
  })
  if (cut) throw explainCut(cut, wanted)
}

/** @throws PlainError where it would, and nobody says to go on */
async function mustNotCountTwice(ctx: Context, io: Io, reader: Reader, wanted: Wanted): Promise<void> {
  const double = await findDouble(ctx.db, reader, wanted.wallet)
  if (!double) return
  io.say(
    `${count(double.matching)} of the first ${count(double.compared)} new payments of this file are in the wallet "${double.wallet}" already, by time and amount. If it is the same wallet, stop here and import with --wallet "${double.wallet}": else all of them are counted twice.`,
  )
  if (wanted.yes) return
  const yes = await ask(io, 'Record them all the same?')
  if (yes === null) throw new PlainError('Nothing was recorded. Say --yes to record them all the same.')
  if (!yes) throw new PlainError('Nothing was recorded.')
}

/** What ended it before the end of the file: the person, or the file. */
function explainCut(cut: StreamCut, { file }: Wanted): Error {
  if (cut.cause instanceof PlainError) return cut.cause
  const why = cut.cause instanceof Error ? cut.cause.message : String(cut.cause)
  return new PlainError(`${file} could not be read to its end: ${why}. What was read is recorded.`)
}
