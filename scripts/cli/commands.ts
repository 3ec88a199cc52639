import type { Command } from '#scripts/cli/command.ts'

/** Every command, in the order of the help. Loaded when needed, so that one command's packages do not slow another. */
export const commands: Record<string, () => Promise<Command>> = {
  seed: async () => (await import('#scripts/command/seed.ts')).seed,
  user: async () => (await import('#scripts/command/user.ts')).user,
  key: async () => (await import('#scripts/command/key.ts')).key,
  source: async () => (await import('#scripts/command/source.ts')).source,
  import: async () => (await import('#scripts/command/import.ts')).importCommand,
  audit: async () => (await import('#scripts/command/audit.ts')).audit,
  totals: async () => (await import('#scripts/command/totals.ts')).totals,
  doctor: async () => (await import('#scripts/command/doctor.ts')).doctor,
  backup: async () => (await import('#scripts/command/backup.ts')).backup,
  move: async () => (await import('#scripts/command/move.ts')).move,
  distribute: async () => (await import('#scripts/command/distribute.ts')).distribute,
  restore: async () => (await import('#scripts/command/restore.ts')).restore,
}
