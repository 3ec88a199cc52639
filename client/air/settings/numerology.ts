import type { NumerologyRule } from '#api/contract/air/settings.ts'

/** The kinds of rules, as they are chosen. */
export const RULE_KINDS: readonly { kind: NumerologyRule['kind']; name: string; hint: string }[] = [
  { kind: 'exact', name: 'are exactly', hint: 'One or more numbers: 1337, 13370' },
  { kind: 'row', name: 'are a row of', hint: 'A digit, or * for any' },
  { kind: 'begins', name: 'begin as', hint: 'As π does: 31415926' },
  { kind: 'ends', name: 'end with', hint: 'Digits' },
  { kind: 'contains', name: 'contain', hint: 'Digits' },
  { kind: 'steps', name: 'go in steps of at least', hint: 'How many digits: 12345 has five' },
]

/** A rule as it was typed in; or what is wrong with it. */
export function asRule(
  kind: NumerologyRule['kind'],
  label: string,
  typed: string,
): NumerologyRule | { error: string } {
  const digits = typed.replace(/[\s.,_]/g, '')
  if (kind === 'exact') {
    const sats = typed
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(Number)
    const isGood = sats.length > 0 && sats.every((one) => Number.isSafeInteger(one) && one >= 0)
    return isGood ? { kind, label, sats } : { error: 'Write whole numbers, as 1337, 2222.' }
  }
  if (kind === 'row') {
    if (typed.trim() !== '*' && !/^[1-9]$/.test(digits))
      return { error: 'Write one digit from 1 to 9, or *.' }
    return { kind, label, digit: typed.trim() === '*' ? null : Number(digits), min_length: 3 }
  }
  if (kind === 'steps') {
    const length = Number(digits)
    if (!Number.isInteger(length) || length < 3 || length > 10)
      return { error: 'Write a number from 3 to 10.' }
    return { kind, label, min_length: length }
  }
  if (!/^\d{1,40}$/.test(digits)) return { error: 'Write digits only.' }
  return kind === 'begins'
    ? { kind, label, digits, min_length: Math.min(3, digits.length) }
    : { kind, label, digits }
}

/** What a rule looks for, in words. */
export function formatRule(rule: NumerologyRule): string {
  switch (rule.kind) {
    case 'exact':
      return rule.sats.join(', ')
    case 'row':
      return `${rule.digit ?? 'any digit'} again and again, ${rule.min_length} or more`
    case 'begins':
      return `begins as ${rule.digits}, ${rule.min_length} digits or more`
    case 'ends':
      return `ends with ${rule.digits}`
    case 'contains':
      return `contains ${rule.digits}`
    case 'steps':
      return `up or down in steps, ${rule.min_length} digits or more`
  }
}
