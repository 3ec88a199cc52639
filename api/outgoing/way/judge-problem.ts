import type { FetchProblem } from '#api/fetch/fetch-problem.ts'
import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'

/** How a try ended that did not reach the other side. */
export function judgeProblem({ isPassing, message }: FetchProblem): Outcome {
  return isPassing ? { kind: 'later', answer: message, afterMs: null } : { kind: 'refused', answer: message }
}
