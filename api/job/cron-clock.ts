import { createTask } from 'node-cron'

/** A clock that was set back is noticed after so long at most. */
const LOOK_MS = 60_000

/** What happens at the times of a cron expression, in UTC. */
type Appointment = { schedule: string; onTime: () => void }

/**
 * Keeps all appointments by one timer; each once when its time has come or has passed by, however long ago. node-cron says when: its own
 * tasks walk each time that a clock set forward passed over, for minutes where that was weeks, and stand still as long as one was set back.
 * @returns ends it
 */
export function startCron(appointments: readonly Appointment[]): () => void {
  const all = appointments.map(({ schedule, onTime }) => {
    const task = createTask(schedule, () => {}, { timezone: 'UTC' })
    const findNext = () => task.getNextRuns(1)[0]?.getTime() ?? Number.POSITIVE_INFINITY
    return { task, onTime, findNext, due: findNext() }
  })
  let last = Date.now()
  let timer: NodeJS.Timeout
  const look = () => {
    const now = Date.now()
    const wasSetBack = now < last
    last = now
    for (const each of all) {
      const isDue = each.due <= now
      if (isDue || wasSetBack) each.due = each.findNext()
      if (isDue) each.onTime()
    }
    wait()
  }
  const wait = () => {
    const next = Math.min(...all.map(({ due }) => due))
    timer = setTimeout(look, Math.min(LOOK_MS, Math.max(0, next - Date.now())))
  }
  wait()
  return () => {
    clearTimeout(timer)
    for (const { task } of all) void task.destroy()
  }
}
