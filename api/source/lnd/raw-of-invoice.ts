import type { Report } from '#api/intake/report.ts'
import { isObject } from '#api/lib/is-object.ts'
import type { LndInvoice } from '#api/source/lnd/connect.ts'
import { recordType } from '#api/source/lnd-invoice-as-reports.ts'

/** What says nothing of a payment, or the same over again with the preimage in it. */
const LEFT_OUT = ['features', 'route_hints', 'custom_channel_data']

/**
 * What is kept word for word of an invoice: of one that was read, the part that its report is of, without what is empty; of one
 * that could not be read, all that reading it again may need.
 */
export function rawOfInvoice(invoice: LndInvoice, report: Report | null): unknown {
  const given = Object.entries(invoice).filter(([name]) => !LEFT_OUT.includes(name))
  const told = given.map(
    ([name, value]) => [name, name === 'htlcs' ? htlcsOf(value, report) : value] as const,
  )
  if (!report) return Object.fromEntries(told)
  const said = told.map(
    ([name, value]) => [name, name === 'amp_invoice_state' ? setsOf(value, report) : value] as const,
  )
  return Object.fromEntries(said.filter(([, value]) => !isEmpty(value)))
}

/** An AMP invoice may have been paid hundreds of times: those of one set only. TLV types are numbers, as everywhere. */
function htlcsOf(htlcs: unknown, report: Report | null): unknown {
  if (!Array.isArray(htlcs)) return htlcs
  return htlcs.filter(isObject).flatMap(({ custom_channel_data: _, ...htlc }) => {
    const { amp, custom_records } = htlc
    if (report?.set_id && isObject(amp) && hexOf(amp.set_id) !== report.set_id) return []
    const records = isObject(custom_records)
      ? Object.fromEntries(Object.entries(custom_records).map(([type, value]) => [recordType(type), value]))
      : custom_records
    return [{ ...htlc, custom_records: records }]
  })
}

function setsOf(states: unknown, { set_id }: Report): unknown {
  if (!isObject(states)) return states
  return Object.fromEntries(Object.entries(states).filter(([id]) => set_id === null || id === set_id))
}

function hexOf(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}

function isEmpty(value: unknown): boolean {
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length === 0
  if (isObject(value)) return Object.keys(value).length === 0
  return (
    value === null || value === undefined || value === '' || value === false || value === '0' || value === 0
  )
}
