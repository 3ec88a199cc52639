import { Demand } from '#client/person/people/demand.tsx'
import { Invites } from '#client/person/people/invites.tsx'
import { Users } from '#client/person/people/users.tsx'
import { t } from '#client/person/words.ts'
import { Head } from '#client/ui/head.tsx'

/** Who may come in: accounts, their roles, and invitations. */
export default function PeopleScreen() {
  return (
    <>
      <Head title={t('People')} meta={t('Who may come in, and what they may do')} />
      <Users />
      <Invites />
      <Demand />
    </>
  )
}
