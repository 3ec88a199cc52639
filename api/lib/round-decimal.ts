/** A decimal to fewer digits, half away from zero, without losing any on the way. */
export function roundDecimal(value: string, digits: number): string {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(value) ?? []
  const kept = BigInt(whole + part.slice(0, digits).padEnd(digits, '0'))
  const text = String(kept + (Number(part[digits] ?? 0) >= 5 ? 1n : 0n)).padStart(digits + 1, '0')
  return `${sign}${digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`}`
}
