import type { MarksAnswer } from '#api/contract/air/mark.ts'
import { elapsedSince } from '#client/air/store/device-time.ts'
import type { Pending } from '#client/air/store/pending.ts'
import { change } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'

const AT_ONCE = 200

/** What came of sending: what is done with, and what the server said. */
export type Sent = { done: ReadonlySet<string>; answers: MarksAnswer[]; refused: string[] }

/**
 * Sends operations in order, as many as the server takes. One that it refuses for good is dropped, with its reason.
 * @throws RequestError where the server is away: what was not sent stays
 */
export async function sendPending(pending: readonly Pending[]): Promise<Sent> {
  const done = new Set<string>()
  const answers: MarksAnswer[] = []
  const refused: string[] = []
  for (const [segment, ops] of bySegment(pending))
    for (let from = 0; from < ops.length; from += AT_ONCE) {
      const batch = ops.slice(from, from + AT_ONCE)
      try {
        const answer = await change('POST', '/segments/{id}/marks', {
          id: segment,
          body: batch.map(({ op, made }) => ({ ...op, elapsed_ms: elapsedSince(made) })),
        })
        answers.push(answer)
        refused.push(...answer.rejected.map(({ error }) => error))
      } catch (error) {
        if (!isFinal(error)) throw error
        refused.push(error.message)
      }
      for (const { op } of batch) done.add(op.op_id)
    }
  return { done, answers, refused }
}

function bySegment(pending: readonly Pending[]): Map<string, Pending[]> {
  return Map.groupBy(pending, ({ segment_id }) => segment_id)
}

/** The server has read it and will say no again; without a session it waits for the next sign-in. */
function isFinal(error: unknown): error is RequestError {
  return (
    error instanceof RequestError &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 408, 429].includes(error.status)
  )
}
