/** Bytes as PostgreSQL reads them in text and JSON. */
export function asBytea(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`
}
