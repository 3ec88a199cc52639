import type { NumerologyRule } from '#api/contract/air/settings.ts'

/** What the numbers are called that come with Readout; hosts edit the list of their show. */
export const DEFAULT_NUMEROLOGY: readonly NumerologyRule[] = [
  { kind: 'exact', sats: [1337, 13_370, 133_700], label: 'Leet' },
  { kind: 'exact', sats: [31_337], label: 'Elite' },
  { kind: 'exact', sats: [8_675_309], label: 'Jenny' },
  { kind: 'exact', sats: [420, 4200, 42_000, 420_000], label: '420' },
  { kind: 'exact', sats: [69, 6969], label: '69' },
  { kind: 'exact', sats: [69_420, 42_069], label: '69 420' },
  { kind: 'exact', sats: [42, 4242], label: 'The answer' },
  { kind: 'exact', sats: [1701, 17_010], label: 'Enterprise' },
  { kind: 'exact', sats: [2112], label: 'Rush' },
  { kind: 'exact', sats: [5150], label: 'Van Halen' },
  { kind: 'exact', sats: [1984], label: 'Orwell' },
  { kind: 'exact', sats: [2100, 21_000, 210_000, 2_100_000], label: '21 million' },
  { kind: 'begins', digits: '3141592653589793', min_length: 3, label: 'π' },
  { kind: 'begins', digits: '2718281828459045', min_length: 4, label: 'e' },
  { kind: 'row', digit: 1, min_length: 3, label: 'Row of sticks' },
  { kind: 'row', digit: 2, min_length: 3, label: 'Row of ducks' },
  { kind: 'row', digit: null, min_length: 3, label: 'Row of {n}s' },
  { kind: 'steps', min_length: 4, label: 'In a row' },
]

/**
 * What a number of sats is called by the rules, each name once; of several rows only the first.
 * @param msat counted; parts of a sat are left out
 */
export function nameNumbers(msat: number, rules: readonly NumerologyRule[]): string[] {
  const sats = Math.trunc(msat / 1000)
  if (sats <= 0) return []
  const names = new Set<string>()
  let hasRow = false
  for (const rule of rules) {
    if ((rule.kind === 'row' && hasRow) || !fits(rule, sats)) continue
    hasRow ||= rule.kind === 'row'
    names.add(rule.label.replaceAll('{n}', rule.kind === 'row' ? (String(sats)[0] ?? '') : String(sats)))
  }
  return [...names]
}

function fits(rule: NumerologyRule, sats: number): boolean {
  const digits = String(sats)
  switch (rule.kind) {
    case 'exact':
      return rule.sats.includes(sats)
    case 'row':
      return (
        digits.length >= rule.min_length &&
        isRow(digits) &&
        (rule.digit === null || digits[0] === String(rule.digit))
      )
    case 'begins':
      return digits.length >= rule.min_length && rule.digits.startsWith(digits)
    case 'ends':
      return digits.endsWith(rule.digits)
    case 'contains':
      return digits.includes(rule.digits)
    case 'steps':
      return digits.length >= rule.min_length && (hasSteps(digits, 1) || hasSteps(digits, -1))
  }
}

function isRow(digits: string): boolean {
  return new Set(digits).size === 1
}

function hasSteps(digits: string, step: number): boolean {
  return Array.from(digits, Number).every((digit, at, all) => at === 0 || digit === (all[at - 1] ?? 0) + step)
}
