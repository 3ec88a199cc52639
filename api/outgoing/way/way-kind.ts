import type { Context } from '#api/context.ts'
import type { GivenOf, SettingsOf, WayKind } from '#api/contract/outgoing/way.ts'
import type { Outcome } from '#api/outgoing/outbox/settle-try.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'

/** What sending needs of the service. */
export type Sending = Pick<Context, 'db' | 'fetcher' | 'secrets' | 'now' | 'stopping' | 'log'>

/** What making a way needs of it. */
export type Making = Pick<Context, 'db' | 'secrets' | 'now'>

/** A way out as it is kept: what anybody may know who sees it, and what is sealed. */
export type Kept<Kind extends WayKind, Secrets> = { settings: SettingsOf<Kind>; secrets: Secrets }

/** A kind of way out. */
export type WayKindOf<Kind extends WayKind, Secrets> = {
  /** Reads what is kept sealed. */
  open(sealed: string, ctx: Pick<Sending, 'secrets'>): Secrets
  /**
   * What is kept of what was given.
   * @param known the secrets that it had, where it is changed
   * @throws AppError unprocessable where it will not do
   */
  keep(
    given: GivenOf<Kind>,
    ctx: Making,
    known: Secrets | null,
  ): Kept<Kind, Secrets> | Promise<Kept<Kind, Secrets>>
  /** What was given for what is kept, so that a part of it can be changed. */
  givenFor(kept: Kept<Kind, Secrets>): GivenOf<Kind>
  /** Sends what is told by it, once, and says how that ended. @throws PlainError where it cannot be written */
  send(
    ctx: Sending,
    way: { id: number; name: string } & Kept<Kind, Secrets>,
    told: Told,
    signal: AbortSignal,
  ): Promise<Outcome>
}
