import { sql } from 'kysely'

/** Whether strangers may hear of a row of `boosts`: a wallet received it, and neither it nor who sent it is hidden, or of the team. */
export const mayBeShown = sql<boolean>`
  boosts.payment_count > 0 and not boosts.hidden and not exists (
    select from show_supporters x
    where x.show_id = boosts.show_id and x.supporter_id = boosts.supporter_id and (x.team or x.hidden))`
