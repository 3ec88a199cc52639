import type { Io } from '#scripts/cli/command.ts'

/** How often it is told at a terminal, and as plain lines elsewhere. */
const DRAW_MS = 200
const LINE_MS = 10_000
const BAR = 24

export type Progress = {
  /** @param position how far the file is read, of the total */
  show(position: number, rows: number): void
  end(): void
}

/** Tells how far it is: a bar at a terminal, else a line now and then. */
export function showProgress({ terminal, say }: Pick<Io, 'terminal' | 'say'>, total: number): Progress {
  const start = performance.now()
  let told = terminal ? Number.NEGATIVE_INFINITY : start
  return {
    show(position, rows) {
      const now = performance.now()
      if (now - told < (terminal ? DRAW_MS : LINE_MS)) return
      told = now
      const { part, text } = describe(total > 0 ? Math.min(1, position / total) : 1, rows, now - start)
      if (!terminal) return say(text)
      const filled = Math.round(part * BAR)
      const line = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${text}`
      terminal.write(`\r\x1b[2K${line.slice(0, Math.max(20, (terminal.columns ?? 80) - 1))}`)
    },
    end() {
      terminal?.write('\r\x1b[2K')
    },
  }
}

/** How far it is in words: `40%, 12,000 rows, 3,100 a second, 2 min left`. */
function describe(part: number, rows: number, elapsedMs: number): { part: number; text: string } {
  const rate = elapsedMs > 0 ? (rows * 1000) / elapsedMs : 0
  const left = part > 0 ? (elapsedMs * (1 - part)) / part : Number.POSITIVE_INFINITY
  const words = [`${Math.floor(part * 100)}%`, `${count(rows)} rows`]
  if (elapsedMs > 1_000) words.push(`${count(Math.round(rate))} a second`, timeLeft(left))
  return { part, text: words.join(', ') }
}

function timeLeft(ms: number): string {
  if (!Number.isFinite(ms)) return 'time left unknown'
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 90) return `${seconds} s left`
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min left`
  return `${(seconds / 3600).toFixed(1)} h left`
}

/** With commas between thousands. */
export function count(value: number): string {
  return value.toLocaleString('en')
}
