import { readdirSync, readFileSync } from 'node:fs'
import type { Context } from '#api/context.ts'

/** Clock ticks of Linux, in ms each. */
const TICK_MS = 10

/** Reads how much processor time some processes have had so far, those included that they began, in ms; null where there is no /proc. */
export type CpuClock = () => number | null

/**
 * Watches the processor time of a service and of the PostgreSQL that it uses: other programs have less say in it than in the time on
 * the clock.
 * @param pid of the service; null: of PostgreSQL alone
 */
export async function watchCpu(
  { database }: Pick<Context, 'database'>,
  pid: number | null,
): Promise<CpuClock> {
  const { rows } = await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = statOf(rows[0]?.pid ?? 0)?.parent ?? 0
  return () => cpuOf([postmaster, ...(pid === null ? [] : [pid])])
}

/** Processor time of processes and of all below them, in ms. */
export function cpuOf(pids: readonly number[]): number | null {
  const all = below(pids)
  return all.length === 0 ? null : all.reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0)
}

/** Processor time of one process alone, in ms. */
export function ownCpuOf(pid: number): number {
  return (statOf(pid)?.own ?? Number.NaN) * TICK_MS
}

/** Memory of processes and of all below them, in bytes: what several share counts in part for each (PSS). */
export function memoryOf(pids: readonly number[]): number {
  return below(pids).reduce((sum, { pid }) => sum + pssOf(pid), 0)
}

function pssOf(pid: number): number {
  try {
    const kib = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1]
    return Number(kib ?? 0) * 1024
  } catch {
    // It ended meanwhile.
    return 0
  }
}

function below(pids: readonly number[]): Stat[] {
  const all = processes()
  const wanted = new Set(pids)
  // Parents come before their children only where ids have not begun anew: until nothing is added.
  for (let size = 0; size !== wanted.size; ) {
    size = wanted.size
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid)
  }
  return all.filter(({ pid }) => wanted.has(pid))
}

type Stat = { pid: number; parent: number; own: number; ticks: number }

function processes(): Stat[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
  } catch {
    return []
  }
}

/** Its own time, and that of children which ended (fields 14 to 17). */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user = 0, system = 0, ...ended] = fields.slice(11, 15).map(Number)
    const own = user + system
    return { pid, parent: Number(fields[1]), own, ticks: ended.reduce((sum, ticks) => sum + ticks, own) }
  } catch {
    return null
  }
}
