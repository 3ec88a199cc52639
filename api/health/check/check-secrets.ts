import { z } from 'zod'
import { openCodeApp } from '#api/auth/factor/code-app.ts'
import type { Context } from '#api/context.ts'
import { AppError } from '#api/errors.ts'
import { bad, type Finding } from '#api/health/check/finding.ts'
import { openSecrets } from '#api/outgoing/way/secrets.ts'
import { openAccess } from '#api/reply/purse/access.ts'

/** Whether one of each kind of sealed secret can be opened, beside those of sources, which are all opened. @returns those that cannot */
export async function checkSecrets({ db, secrets }: Pick<Context, 'db' | 'secrets'>): Promise<Finding[]> {
  const app = await db.selectFrom('code_apps').selectAll().limit(1).executeTakeFirst()
  const way = await db.selectFrom('ways_out').select('secret').limit(1).executeTakeFirst()
  const purse = await db.selectFrom('purses').selectAll().executeTakeFirst()
  return [
    ...(app && cannot(() => openCodeApp(secrets, app))
      ? [sealed('Apps for codes', 'come in by a recovery code or “readout user link”, and set each up anew')]
      : []),
    ...(way && cannot(() => openSecrets(secrets, way.secret, z.unknown()))
      ? [sealed('Ways out', 'enter their secrets again')]
      : []),
    ...(purse && cannot(() => openAccess(secrets, purse))
      ? [sealed('The wallet that pays replies', 'set it up again')]
      : []),
  ]
}

function cannot(open: () => unknown): boolean {
  try {
    open()
    return false
  } catch (error) {
    if (error instanceof AppError) return true
    throw error
  }
}

function sealed(what: string, instead: string): Finding {
  return bad(
    'secrets',
    'broken',
    `${what}: sealed under another key than SECRET_KEY, or secret.key in DATA_DIR.`,
    `Set the former key, or ${instead}.`,
  )
}
