import type { OutgoingBody } from '#api/contract/outgoing/told.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { fillTemplate } from '#api/outgoing/way/body/fill-body.ts'
import { cut } from '#api/outgoing/way/body/values.ts'

/** Longer subjects are cut by those who show them. */
const SUBJECT = 200

/** A mail's subject and text, which are plain text: what listeners wrote is as they wrote it. @throws PlainError by their templates */
export function writeMail(
  { subject, text }: { subject: string; text: string },
  told: OutgoingBody,
): { subject: string; text: string } {
  const asWritten = (words: string) => words
  return {
    subject: cut(oneLine(fillTemplate(subject, told, asWritten)), SUBJECT),
    text: `${fillTemplate(text, told, asWritten).trim()}\n`,
  }
}
