import { AppError } from '#api/errors.ts'

const MIN = 12
const MAX = 200
/** What may be put around a common password without making it another one. */
const TRIMMINGS = 8
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
]
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * Refuses a password that is short or that others try first. No rules about kinds of letters (NIST SP 800-63B 5.1.1.2).
 * @param email of the account, which is no secret either
 * @throws AppError unprocessable, with what to do
 */
export async function checkNewPassword(password: string, email: string): Promise<void> {
  const length = [...password].length
  if (length < MIN) throw weak(`Take a password of at least ${MIN} characters; this one has ${length}.`)
  if (length > MAX) throw weak(`Take a password of at most ${MAX} characters; this one has ${length}.`)
  const lower = password.normalize('NFKC').toLowerCase()
  if (isPattern(lower))
    throw weak('This password is a simple pattern. Take a few words that you alone would put together.')
  if (isAround(lower, [email, email.split('@')[0] ?? email, 'readout']))
    throw weak('This password is almost your email address or the name of this program. Take another.')
  if (await isCommon(lower))
    throw weak('This password is on the lists of common ones that are tried first. Take another.')
}

function isPattern(lower: string): boolean {
  if (new Set(lower).size < 5) return true
  if (/^(.{1,8}?)\1+.{0,3}$/s.test(lower)) return true
  return ROWS.some((row) => row.includes(lower) || row.includes([...lower].reverse().join('')))
}

function isAround(lower: string, words: string[]): boolean {
  return words.some(
    (word) => word.length >= 4 && lower.includes(word) && lower.length - word.length <= TRIMMINGS,
  )
}

async function isCommon(lower: string): Promise<boolean> {
  const common = await commonPasswords()
  const plain = [...lower].map((letter) => LEET[letter] ?? letter).join('')
  return [lower, plain, bare(lower), bare(plain), bare(lower, plain)].some(
    (word) => word.length >= 4 && lower.length - word.length <= TRIMMINGS && common.has(word),
  )
}

/** Without the digits and signs around it; told from `shape`, taken from `text`, which are of one length. */
function bare(shape: string, text = shape): string {
  const start = shape.search(/\p{L}/u)
  const end = shape.search(/\P{L}*$/u)
  return start < 0 ? '' : text.slice(start, end)
}

let loaded: Promise<Set<string>> | undefined
/** Loaded when first needed: about 50,000 words that most starts never ask for. */
function commonPasswords(): Promise<Set<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
  )
  return loaded
}

function weak(detail: string): AppError {
  return new AppError('unprocessable', detail)
}
