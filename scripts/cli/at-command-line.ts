import { userInfo } from 'node:os'
import type { AuditActor } from '#api/audit/record-audit.ts'
import type { Io } from '#scripts/cli/command.ts'

/** Who the audit log says it was: the account of this machine. */
export function atCommandLine({ env }: Io): AuditActor {
  return { kind: 'command', name: env.SUDO_USER || userInfo().username }
}
