import { useEffect, useState } from 'react'
import { serverNow } from '#client/lib/server-clock.ts'

/** The server's time in epoch milliseconds, told every second. */
export function useClock(): number {
  const [time, tell] = useState(serverNow())
  useEffect(() => {
    const timer = setInterval(() => tell(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return time
}

/** A span as a clock shows it, `00:52:16`. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
