import type { z } from 'zod'
import { AppError } from '#api/errors.ts'

/**
 * Reads a part of a request by its schema; without a schema it is nothing.
 * @throws AppError bad-request, naming the first mistake and where it is
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  part: 'path' | 'query' | 'body',
): z.output<Schema>
export function parseInput(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', describe(parsed.error, part))
}

function describe({ issues }: z.ZodError, part: string): string {
  const [issue] = issues
  if (!issue) return `The ${part} cannot be read.`
  const where = issue.path.length > 0 ? `${part}, ${issue.path.join('.')}` : part
  return `${issue.message} (${where}).`
}
