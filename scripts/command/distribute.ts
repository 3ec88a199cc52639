import { readConfig } from '#api/config.ts'
import { distribute as distributeTables } from '#db/distributed/distribute.ts'
import { migrate } from '#db/migrate.ts'
import { openStore } from '#db/open-store.ts'
import { type Command, positionals } from '#scripts/cli/command.ts'

/** `readout distribute`: the tables to a node of Citus. */
export const distribute: Command = {
  name: 'distribute',
  usage: ['distribute'],
  summary: 'takes the tables to a node of a Citus cluster, while the service is stopped',
  async run(args, io) {
    positionals(args)
    const { database, close } = await openStore(readConfig(io.env), 'command', io.say)
    try {
      await migrate(database)
      await distributeTables(database)
      io.say(
        `The tables of the schema ${database.schema} lie on a node of the cluster now. Start the service as before.`,
      )
    } finally {
      await close()
    }
  },
}
