import { z } from 'zod'

export const numberedParamsSchema = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) })
