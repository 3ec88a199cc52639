import { isMsat, MAX_MSAT } from '#api/contract/msat.ts'
import { AppError } from '#api/errors.ts'

/**
 * A sum as a number.
 * @param text as the database says it, of any size
 * @param cell what it is the sum of, as a sentence names it
 * @throws AppError unprocessable beyond 2^53 - 1 either way, naming the cell: money is never rounded
 */
export function exact(text: string, cell: string): number {
  const value = Number(text)
  if (isMsat(value)) return value
  throw new AppError(
    'unprocessable',
    `The sum of ${cell} is ${text}, more than the ${MAX_MSAT} that a number holds exactly. Ask for a shorter period.`,
  )
}
