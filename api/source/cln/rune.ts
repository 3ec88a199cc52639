/** Commands by which money leaves a node. */
const SPENDING = [
  'pay',
  'xpay',
  'renepay',
  'sendpay',
  'keysend',
  'withdraw',
  'multiwithdraw',
  'txprepare',
  'fundchannel',
  'close',
  'createrune',
]
/** What a rune holds before its restrictions: a hash. */
const HASH_BYTES = 32

/** Whether a rune lets money be spent, by its own words; when it ends or who may use it does not count. */
export function runeMaySpend(rune: string): boolean {
  const restrictions = restrictionsOf(rune)
  return SPENDING.some((method) =>
    restrictions.every((alternatives) => alternatives.some((one) => mayHold(one, method))),
  )
}

/** All of them must hold, and of each any alternative; a backslash takes the meaning of the next sign away. */
function restrictionsOf(rune: string): string[][] {
  const text = Buffer.from(rune, 'base64url').subarray(HASH_BYTES).toString('utf8')
  return split(text, '&').map((restriction) => split(restriction, '|'))
}

function split(text: string, sign: '&' | '|'): string[] {
  return text.match(new RegExp(`(?:\\\\[\\s\\S]|[^${sign}\\\\])+`, 'g')) ?? []
}

/** Whether a condition can hold where a command is called; only those on the command's name decide. */
function mayHold(condition: string, method: string): boolean {
  const [, field = '', operator = '', value = ''] =
    /^([A-Za-z0-9_-]*)([!-/:-@[-`{-~])([\s\S]*)$/.exec(condition.replaceAll('\\', '')) ?? []
  if (field !== 'method') return true
  switch (operator) {
    case '=':
      return method === value
    case '/':
      return method !== value
    case '^':
      return method.startsWith(value)
    case '$':
      return method.endsWith(value)
    case '~':
      return method.includes(value)
    case '!':
      return false
    default:
      return true
  }
}
