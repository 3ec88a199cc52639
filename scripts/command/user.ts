import { parseArgs } from 'node:util'
import { recordAudit } from '#api/audit/record-audit.ts'
import { setPassword } from '#api/auth/password/change-password.ts'
import { checkNewPassword } from '#api/auth/password/check-new-password.ts'
import { hashPassword } from '#api/auth/password/hash-password.ts'
import { createSignInLink } from '#api/auth/person/sign-in-link.ts'
import { addUser, findUserByEmail, listUsers, removeUser } from '#api/auth/person/user.ts'
import { emailField, ROLES, roleSchema } from '#api/contract/auth.ts'
import { atCommandLine } from '#scripts/cli/at-command-line.ts'
import { type Command, type Io, positionals, UsageError } from '#scripts/cli/command.ts'
import { readPassword } from '#scripts/cli/read-password.ts'
import { withContext } from '#scripts/cli/with-context.ts'

/** `readout user`: accounts for people. */
export const user: Command = {
  name: 'user',
  usage: [
    'user add EMAIL --role ROLE [--show SLUG …]',
    'user list | user password EMAIL | user link EMAIL | user remove EMAIL',
  ],
  summary: `makes, lists and removes accounts (password on standard input); roles are ${ROLES.join(', ')}`,
  async run([verb, ...args], io) {
    if (verb === 'add') return add(args, io)
    if (verb === 'list') return list(args, io)
    if (verb === 'password') return password(args, io)
    if (verb === 'link') return link(args, io)
    if (verb === 'remove') return remove(args, io)
    throw new UsageError(verb === undefined ? 'What to do with accounts?' : `There is no "user ${verb}".`)
  },
}

async function add(args: string[], io: Io): Promise<void> {
  const { values, positionals: given } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string' }, show: { type: 'string', multiple: true } },
  })
  const email = readEmail(given)
  const role = roleSchema.safeParse(values.role)
  if (!role.success) throw new UsageError(`--role must be one of ${ROLES.join(', ')}.`)
  const shows = values.show ?? null
  if (shows && role.data === 'owner') throw new UsageError('An owner is one of all shows.')
  const typed = await readPassword(io)
  await checkNewPassword(typed, email)
  await withContext(io, async (ctx) => {
    const made = await addUser(ctx.db, {
      email,
      name: null,
      role: role.data,
      shows,
      password_hash: await hashPassword(typed),
    })
    await recordAudit(ctx.db, atCommandLine(io), {
      action: 'readout user add',
      subject: { user: made.id },
      detail: { email, role: role.data, shows },
    })
    io.say(`${email} can sign in as ${role.data}${shows ? ` of ${shows.join(', ')}` : ''}.`)
  })
}

async function list(args: string[], io: Io): Promise<void> {
  positionals(args)
  await withContext(io, async ({ db }) => {
    for (const { email, role, shows, has_password, last_signed_in_at } of await listUsers(db)) {
      const seen = last_signed_in_at ? `signed in ${last_signed_in_at}` : 'not signed in yet'
      io.stdout.write(
        `${[email, role, has_password ? seen : 'by proxy only', ...(shows ? [shows.join(',')] : [])].join('\t')}\n`,
      )
    }
  })
}

async function password(args: string[], io: Io): Promise<void> {
  const email = readEmail(args)
  const typed = await readPassword(io)
  await withContext(io, async (ctx) => {
    const { id } = await findUserByEmail(ctx.db, email)
    await setPassword(ctx.db, { id, email }, typed)
    await recordAudit(ctx.db, atCommandLine(io), { action: 'readout user password', subject: { user: id } })
    io.say(`${email} has a new password; every session of theirs has ended.`)
  })
}

/** Prints a link that signs the person in once, for whoever is locked out. */
async function link(args: string[], io: Io): Promise<void> {
  const email = readEmail(args)
  await withContext(io, async (ctx) => {
    const { id } = await findUserByEmail(ctx.db, email)
    io.stdout.write(`${await createSignInLink(ctx, id)}\n`)
    await recordAudit(ctx.db, atCommandLine(io), { action: 'readout user link', subject: { user: id } })
    io.say(`It signs ${email} in once, within an hour.`)
  })
}

async function remove(args: string[], io: Io): Promise<void> {
  const email = readEmail(args)
  await withContext(io, async (ctx) => {
    const { id } = await findUserByEmail(ctx.db, email)
    await removeUser(ctx.db, id)
    await recordAudit(ctx.db, atCommandLine(io), {
      action: 'readout user remove',
      subject: { user: id },
      detail: { email },
    })
    io.say(`${email} has no account any more.`)
  })
}

function readEmail(args: string[]): string {
  const [given] = positionals(args, 'EMAIL')
  const email = emailField.safeParse(given)
  if (!email.success) throw new UsageError(`"${given}" is no email address.`)
  return email.data
}
