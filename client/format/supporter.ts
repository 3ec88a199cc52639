import { t } from '#client/language/shared.ts'

/** What someone is called who sent something: who is nobody in particular has no name but a word for that. */
export function nameOf({ id, name }: { id: string | null; name: string }): string {
  return id === null ? t('Anonymous') : name
}
