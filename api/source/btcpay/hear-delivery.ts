import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Delivery } from '#api/source/kind/source-kind.ts'

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i
/** What BTCPay Server sends of an invoice; a test of its webhook names one that is not there. */
const deliverySchema = z.object({ invoiceId: z.string().regex(/^[\w-]{1,100}$/) })

/** The invoice that a delivery is of, null where it is of none; undefined where it is not signed with the secret. */
export function hearDelivery({ bytes, header, secret }: Delivery): { what: string | null } | undefined {
  const [, given] = SIGNATURE.exec(header('BTCPay-Sig') ?? '') ?? []
  const own = createHmac('sha256', secret).update(bytes).digest()
  if (given === undefined || !timingSafeEqual(own, Buffer.from(given, 'hex'))) return undefined
  try {
    return { what: deliverySchema.parse(JSON.parse(bytes.toString('utf8'))).invoiceId }
  } catch {
    return { what: null }
  }
}
