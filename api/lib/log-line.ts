const LEVELS = new Map([
  [10, 'trace'],
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
  [50, 'error'],
  [60, 'fatal'],
])
/** What every entry has, and the line says otherwise or not at all. */
const SAID = ['level', 'time', 'pid', 'hostname', 'msg', 'err']

/**
 * An entry of the log as a person reads it: the time of day here, how bad it is, what happened and to what; an error's stack below.
 * @param json one line as the log writes it
 */
export function logLine(json: string): string {
  const entry = parse(json)
  if (entry === null) return json
  const at = new Date(Number(entry.time)).toTimeString().slice(0, 8)
  const level = (LEVELS.get(Number(entry.level)) ?? String(entry.level)).padEnd(5)
  const about = Object.entries(entry)
    .filter(([name]) => !SAID.includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  const head = [`${at} ${level} ${entry.msg ?? ''}`, ...about].join('  ')
  return `${oneLine(head)}\n${errorOf(entry.err)}`
}

function parse(json: string): Record<string, unknown> | null {
  try {
    const entry: unknown = JSON.parse(json)
    return typeof entry === 'object' && entry !== null ? { ...entry } : null
  } catch {
    return null
  }
}

function errorOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return ''
  const { stack, message } = { stack: undefined, message: undefined, ...err }
  const text = String(stack ?? message ?? '')
  return text === ''
    ? ''
    : `${text
        .split('\n')
        .map((line) => `    ${printable(line.trimEnd())}`)
        .join('\n')}\n`
}

function oneLine(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, ' '))
}

/** What comes from outside may hold what moves the cursor of a terminal, or colours it. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD')
}
