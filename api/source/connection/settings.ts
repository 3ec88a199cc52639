import { z } from 'zod'
import type { SecretBox } from '#api/auth/secret-box.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'

type Settings = Record<string, unknown>

/** A connection's settings as they are stored: the secret ones apart, as JSON that is sealed. */
export type StoredSettings = { settings: Settings; secrets: string }

/** Parts settings and seals what is secret. @param name the source's: secrets open for the same source only */
export function sealSettings(
  box: SecretBox,
  { secret }: Pick<SourceKind, 'secret'>,
  name: string,
  settings: Settings,
): StoredSettings {
  const entries = Object.entries(settings)
  const hidden = Object.fromEntries(entries.filter(([field]) => secret.includes(field)))
  return {
    settings: Object.fromEntries(entries.filter(([field]) => !secret.includes(field))),
    secrets: box.seal(JSON.stringify(hidden), `source:${name}`),
  }
}

/** @throws SourceProblem where the secrets were sealed under another key */
export function openSettings(box: SecretBox, name: string, { settings, secrets }: StoredSettings): Settings {
  try {
    return {
      ...settings,
      ...z.record(z.string(), z.unknown()).parse(JSON.parse(box.open(secrets, `source:${name}`))),
    }
  } catch (cause) {
    throw new SourceProblem(
      'settings',
      'The stored credentials cannot be opened: SECRET_KEY, or secret.key in DATA_DIR, is not the one they were sealed under.',
      'Enter the credentials again, or restore the former key.',
      { cause },
    )
  }
}
