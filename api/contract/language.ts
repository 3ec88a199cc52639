import { z } from 'zod'

/** Languages that what listeners see can be in, as BCP 47 names them. */
export const languageSchema = z.enum(['en', 'de', 'es'])
export type Language = z.infer<typeof languageSchema>
export const LANGUAGES: readonly Language[] = languageSchema.options
