import type { NumerologyRule } from '#api/contract/air/settings.ts'
import { t } from '#client/air/words.ts'

/** The kinds of rules, as they are chosen. */
export const RULE_KINDS: readonly { kind: NumerologyRule['kind']; name: string; hint: string }[] = [
  { kind: 'exact', name: t('are exactly'), hint: t('One or more numbers: 1337, 13370') },
  { kind: 'row', name: t('are a row of'), hint: t('A digit, or * for any') },
  { kind: 'begins', name: t('begin as'), hint: t('As π does: 31415926') },
  { kind: 'ends', name: t('end with'), hint: t('Digits') },
  { kind: 'contains', name: t('contain'), hint: t('Digits') },
  { kind: 'steps', name: t('go in steps of at least'), hint: t('How many digits: 12345 has five') },
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
    return isGood ? { kind, label, sats } : { error: t('Write whole numbers, as 1337, 2222.') }
  }
  if (kind === 'row') {
    if (typed.trim() !== '*' && !/^[1-9]$/.test(digits))
      return { error: t('Write one digit from 1 to 9, or *.') }
    return { kind, label, digit: typed.trim() === '*' ? null : Number(digits), min_length: 3 }
  }
  if (kind === 'steps') {
    const length = Number(digits)
    if (!Number.isInteger(length) || length < 3 || length > 10)
      return { error: t('Write a number from 3 to 10.') }
    return { kind, label, min_length: length }
  }
  if (!/^\d{1,40}$/.test(digits)) return { error: t('Write digits only.') }
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
      return t('{digit} again and again, {minLength} or more', {
        digit: rule.digit ?? t('any digit'),
        minLength: rule.min_length,
      })
    case 'begins':
      return t('begins as {digits}, {minLength} digits or more', {
        digits: rule.digits,
        minLength: rule.min_length,
      })
    case 'ends':
      return t('ends with {digits}', { digits: rule.digits })
    case 'contains':
      return t('contains {digits}', { digits: rule.digits })
    case 'steps':
      return t('up or down in steps, {minLength} digits or more', { minLength: rule.min_length })
  }
}
