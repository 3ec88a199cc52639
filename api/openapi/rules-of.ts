import { z } from 'zod'

/** What a schema refuses that JSON Schema cannot say, as its own sentences. */
export function rulesOf(schema: z.core.$ZodType): string[] {
  const { checks = [] } = schema._zod.def
  return checks.flatMap((check) => {
    if (!(check instanceof z.core.$ZodCustom)) return []
    const said = check._zod.def.error?.({ code: 'custom', input: undefined, path: [] })
    const sentence = typeof said === 'string' ? said : said?.message
    return sentence ? [sentence] : []
  })
}
