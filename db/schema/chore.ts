import type { Chore } from '#api/chore/chore.ts'
import type { InstantByDefault, Json } from '#db/schema/columns.ts'

export type ChoreTable = {
  id: string
  work: Json<Chore>
  created_at: InstantByDefault
}
