import { fieldsOf } from '#client/source/settings/settings-fields.ts'

/**
 * The settings of a source from what was typed.
 * @param keep whether what is left blank stays as it is; else it counts as not given
 */
export function readSettings(
  kind: string,
  typed: Record<string, string>,
  { keep }: { keep: boolean },
): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(kind).flatMap(({ name, lines, optional = false }): [string, string | string[] | null][] => {
      const value = typed[name] ?? ''
      if (lines !== undefined) return [[name, value.split(/[\s,]+/).filter((word) => word !== '')]]
      if (value !== '') return [[name, value]]
      return optional && !keep ? [[name, null]] : []
    }),
  )
}
