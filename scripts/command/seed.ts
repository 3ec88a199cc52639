import { parseArgs } from 'node:util'
import { recordAudit } from '#api/audit/record-audit.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, positionals } from '#scripts/cli/command.ts'
import { withContext } from '#scripts/cli/with-context.ts'
import { loadDemo } from '#seeds/load-demo.ts'

/** `readout seed`: the demo show. */
export const seed: Command = {
  name: 'seed',
  usage: ['seed'],
  summary: 'loads the demo show, marked as demo; the studio removes it with one click',
  async run(args, io) {
    positionals(parseArgs({ args, allowPositionals: true }).positionals)
    await withContext(io, async (ctx) => {
      await loadDemo(ctx)
      await recordAudit(ctx.db, atCommandLine(io), { action: 'readout seed' })
    })
    io.say('The demo show is loaded.')
  },
}
