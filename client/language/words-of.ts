import { createElement, Fragment, type ReactNode } from 'react'
import type { Language } from '#api/contract/language.ts'
import { fillMessage } from '#client/language/fill-message.ts'
import type { HolesOf } from '#client/language/holes.ts'
import { language } from '#client/language/language.ts'

type Holes<Message extends string, Filling> = [HolesOf<Message>] extends [never]
  ? []
  : [fillings: Record<HolesOf<Message>, Filling>]

export type Words<Message extends string> = {
  /** A message as text. */
  t<const One extends Message>(message: One, ...fillings: Holes<One, string | number>): string
  /** A message with elements in it. */
  say<const One extends Message>(message: One, ...fillings: Holes<One, ReactNode>): ReactNode
}

type Load<Message extends string> = () => Promise<{ default: Record<Message, string> }>

/**
 * What a folder of screens says. Its messages stand in the screens in English, and that is their name in the other languages' files,
 * of which the one that is spoken is loaded. Files that import this wait for it, so that words may stand in tables too.
 */
export async function wordsOf<Message extends string>(
  others: Record<Exclude<Language, 'en'>, Load<Message>>,
): Promise<Words<Message>> {
  // Where its file cannot be had, English is better than no page.
  const spoken = language === 'en' ? null : await others[language]().catch(() => null)
  const fill = <Filling>(message: Message, fillings: Record<string, Filling> = {}) =>
    fillMessage(spoken?.default[message] ?? message, fillings, spoken ? language : 'en')
  return {
    t: (message, ...[fillings]) => fill(message, fillings).join(''),
    say: (message, ...[fillings]) => createElement(Fragment, null, ...fill<ReactNode>(message, fillings)),
  }
}
