import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import { allowHost } from '#api/outgoing/way/allow-host.ts'
import { checkWords } from '#api/outgoing/way/body/sample.ts'
import { type MailSecrets, sendMail } from '#api/outgoing/way/mail/send-mail.ts'
import { writeMail } from '#api/outgoing/way/mail/write-mail.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import type { WayKindOf } from '#api/outgoing/way/way-kind.ts'

const secretsSchema = z.object({ password: z.string().nullable() })

/** Told by mail, through a server that takes mail from the owner (SMTP). */
export const mail: WayKindOf<'mail', MailSecrets> = {
  open: (sealed, { secrets }) => openSecrets(secrets, sealed, secretsSchema),
  keep: (given, { now }) => {
    const own_network = allowHost(given.server, given.own_network)
    if (given.security === 'none' && !own_network)
      throw new AppError(
        'unprocessable',
        'Only a server that you allow in your own network may do without TLS.',
      )
    if ((given.user === null) !== (given.password === null))
      throw new AppError('unprocessable', 'Give a name with its password, or neither.')
    checkWords((told) => writeMail(given, told), now())
    const { password, ...settings } = given
    return { settings: { ...settings, own_network, password: password !== null }, secrets: { password } }
  },
  givenFor: ({ settings, secrets: { password } }) => ({
    ...settings,
    password,
    own_network: settings.own_network ? settings.server : null,
  }),
  send: (_, { settings, secrets }, told, signal) =>
    sendMail({ settings, secrets }, { id: told.id, ...writeMail(settings, told) }, signal),
}
