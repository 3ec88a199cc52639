/** Hours that names of zones stand for; where one names several, the one that feeds mean (RFC 822 names those of the USA). */
// biome-ignore format: a table
const ZONES: Record<string, number> = {
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, west: 1, bst: 1, ist: 5.5, cet: 1, cest: 2, met: 1, mest: 2, mez: 1, mesz: 2,
  eet: 2, eest: 3, msk: 3, sast: 2, wat: 1, cat: 2, eat: 3, gst: 4, pkt: 5, wib: 7, sgt: 8, hkt: 8, awst: 8, jst: 9, kst: 9,
  acst: 9.5, acdt: 10.5, aest: 10, aedt: 11, nzst: 12, nzdt: 13,
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8, hst: -10,
  ast: -4, adt: -3, nst: -3.5, ndt: -2.5, brt: -3, brst: -2, art: -3, clt: -4, clst: -3, cot: -5, pet: -5,
}

/** Languages whose names of months are looked up, after the feed's own: of a name that two have for different months the first counts. */
const LANGUAGES =
  'en de fr es it pt nl sv da nb fi pl cs sk sl hr hu ro ca tr et lv lt el ru uk bg sr id'.split(' ')

/** Short names that programs write and no calendar lists. */
const OTHER_MONTHS = new Map([
  ['mrz', 3],
  ['maerz', 3],
  ['janner', 1],
])

const FIRST_YEAR = 1991
const LAST_YEAR = 2099

/**
 * Reads when an item was published: as RFC 822 says it, as ISO 8601, with other languages' months, with a zone's name. Where only the
 * time or its zone cannot be read, the day counts alone, as UTC.
 * @param language of the feed, e.g. `de-AT`: its months go first
 * @returns null for what is no date of a podcast
 */
export function readDate(text: string, language?: string): Date | null {
  const said = text.normalize('NFC').replace(/[‎‏]/g, '').replace(/\s+/g, ' ').trim().slice(0, 100)
  const day = readIsoDay(said) ?? readNumberDay(said) ?? readNamedDay(said, language)
  if (!day) return null
  const [year, month, date] = [fullYear(day.year), day.month, Number(day.date)]
  const at = new Date(Date.UTC(year, month - 1, date))
  if (year < FIRST_YEAR || year > LAST_YEAR || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date)
    return null
  return new Date(at.getTime() + timeOf(day.rest))
}

type Day = { year: string; month: number; date: string; rest: string }

/** 2026-03-03T09:15:00+01:00, 2026/3/3, 20260303T091500Z */
function readIsoDay(said: string): Day | null {
  const found =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/.exec(said) ??
    /^(\d{4})()(\d\d)(\d\d)(?!\d)(.*)$/.exec(said)
  if (!found) return null
  const [, year = '', , month = '', date = '', rest = ''] = found
  return { year, month: Number(month), date, rest }
}

/** 03.03.2026 and 13/03/2026; which of two small numbers is the month is only sure between dots. */
function readNumberDay(said: string): Day | null {
  const found = /^(?:\p{L}+\.?,? )?(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(.*)$/u.exec(said)
  if (!found) return null
  const [, one = '', mark, other = '', year = '', rest = ''] = found
  const isDayFirst = mark === '.' || Number(one) > 12 || one === other
  if (!isDayFirst && Number(other) <= 12) return null
  return isDayFirst
    ? { year, month: Number(other), date: one, rest }
    : { year, month: Number(one), date: other, rest }
}

const OF = "(?:de |del |di |d['’]|of )?"
const DAY_FIRST = new RegExp(
  `(?:^|[^\\d:])(\\d{1,2})(?:st|nd|rd|th|er|º|ª)?[.,]?[ -]*${OF}(\\p{L}[\\p{L}\\p{M}]*)\\.?,?[ -]*${OF}'?(\\d{4}|\\d{2})(?![\\d:])(.*)$`,
  'iu',
)
const MONTH_FIRST =
  /(\p{L}[\p{L}\p{M}]*)\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:(\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?(?: [a-z]{2,5}| [+-]\d{4})?) )?(\d{4})(?![\d:])(.*)$/iu

/** Tue, 03 Mar 2026 09:15:00 CET; 3. März 2026; 3 de marzo de 2026; March 3, 2026; Tue Mar 3 09:15:00 2026 */
function readNamedDay(said: string, language: string | undefined): Day | null {
  const dayFirst = DAY_FIRST.exec(said)
  if (dayFirst) {
    const [, date = '', name = '', year = '', rest = ''] = dayFirst
    const month = monthNamed(name, language)
    if (month !== null) return { year, month, date, rest }
  }
  const monthFirst = MONTH_FIRST.exec(said)
  if (!monthFirst) return null
  const [, name = '', date = '', time = '', year = '', rest = ''] = monthFirst
  const month = monthNamed(name, language)
  return month === null ? null : { year, month, date, rest: `${time} ${rest}` }
}

/** RFC 2822, 4.3: two digits below 50 are of this century. */
function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900)
}

/** Milliseconds after midnight UTC; 0 where no time can be read, or none of its zone. */
function timeOf(rest: string): number {
  const found =
    /^[\sT,]*(?:at |um |à )?(\d{1,2})[:.h](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,3})\d*)?)?(.*)$/i.exec(rest) ??
    /^T?(\d\d)(\d\d)(\d\d)?()(.*)$/.exec(rest)
  if (!found) return 0
  const [, hour = '', minute = '', second = '0', fraction = '', after = ''] = found
  const [, noon = '', zone = ''] = /^\s*([ap]\.?m\.?)?\s*(.*)$/i.exec(after) ?? []
  const hours = noon === '' ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(noon) ? 12 : 0)
  const offset = offsetOf(zone.trim())
  // A leap second is the last of its minute.
  if (offset === null || hours > 24 || Number(minute) > 59 || Number(second) > 60) return 0
  const seconds = hours * 3600 + Number(minute) * 60 + Math.min(59, Number(second))
  return seconds * 1000 + Number(fraction.padEnd(3, '0')) - offset * 3_600_000
}

/** Hours east of UTC; null where the zone is not known. None said is UTC, and so is a military letter (RFC 2822, 4.3). */
function offsetOf(zone: string): number | null {
  if (zone === '' || /^[a-z]$/i.test(zone)) return 0
  const numeric = /^(?:gmt|utc?)?\s*([+-−])\s?(\d{1,2}):?(\d\d)?(?!\d)/i.exec(zone)
  if (numeric) {
    const [, sign, hours = '', minutes = '0'] = numeric
    const east = Number(hours) + Number(minutes) / 60
    return east > 14 ? null : sign === '+' ? east : -east
  }
  const name = /^\(?([a-z]{2,5})\b/i.exec(zone)?.[1]?.toLowerCase() ?? ''
  return ZONES[name] ?? null
}

/** 1 for January; null for no month. */
function monthNamed(name: string, language: string | undefined): number | null {
  const wanted = plain(name)
  for (const one of language === undefined ? LANGUAGES : [language, ...LANGUAGES]) {
    const months = monthsOf(one)
    const named = months.findIndex((names) => names.includes(wanted))
    if (named >= 0) return named + 1
    const begun = months.flatMap((names, month) =>
      names.some((long) => long.startsWith(wanted)) ? month : [],
    )
    if (wanted.length >= 3 && begun.length === 1) return Number(begun[0]) + 1
  }
  return OTHER_MONTHS.get(wanted) ?? null
}

const calendars = new Map<string, string[][]>()

/** What a language calls the twelve months, long and short, alone and in a date; none for a language that nobody knows. */
function monthsOf(language: string): string[][] {
  const known = calendars.get(language)
  if (known) return known
  const months = isLanguage(language) ? namesOfMonths(language) : []
  calendars.set(language, months)
  return months
}

function isLanguage(language: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0
  } catch {
    return false
  }
}

function namesOfMonths(language: string): string[][] {
  const asked = [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ] as const
  const formats = asked.map(
    (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' }),
  )
  return Array.from({ length: 12 }, (_, month) =>
    formats.flatMap((format) =>
      format
        .formatToParts(Date.UTC(2026, month, 3))
        .flatMap(({ type, value }) => (type === 'month' ? plain(value) : [])),
    ),
  )
}

/** In small letters without accents, dots and what joins: `févr.` is `fevr`, `d’abr.` is `abr`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/^(?:de |d['’])/, '')
    .replace(/[^\p{L}\d]/gu, '')
}
