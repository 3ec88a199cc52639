import { exportAudit, verifyAudit } from '#api/audit/export-audit.ts'
import { sealAudit } from '#api/audit/seal.ts'
import { PlainError } from '#api/lib/errors.ts'
import { type Command, positionals, UsageError } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'

/** `readout audit`: who did what, as a file, and whether it is whole. */
export const audit: Command = {
  name: 'audit',
  usage: ['audit export', 'audit verify'],
  summary:
    'writes the audit log to standard output as NDJSON, or looks whether an entry was changed or taken out',
  async run(args, io) {
    const [what] = positionals(args, 'export or verify')
    if (what !== 'export' && what !== 'verify') throw new UsageError(`There is no "audit ${what}".`)
    await withContext(io, async ({ db }) => {
      while ((await sealAudit(db)) > 0) io.signal.throwIfAborted()
      if (what === 'export') for await (const lines of exportAudit(db)) io.stdout.write(lines)
      const { entries, hash, broken_at } = await verifyAudit(db)
      if (broken_at !== null)
        throw new PlainError(
          `Entry ${broken_at} of the audit log was changed or taken out. Up to it the log is whole. Compare it with a backup.`,
        )
      io.say(
        `${entries} ${entries === 1 ? 'entry' : 'entries'}, and none was changed or taken out. The last hash is ${hash}.`,
      )
    })
  },
}
