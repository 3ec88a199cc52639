import { Demand } from '#client/person/people/demand.tsx'
import { Invites } from '#client/person/people/invites.tsx'
import { Users } from '#client/person/people/users.tsx'
import { Head } from '#client/ui/head.tsx'

/** Who may come in: accounts, their roles, and invitations. */
export default function PeopleScreen() {
  return (
    <>
      <Head title="People" meta="Who may come in, and what they may do" />
      <Users />
      <Invites />
      <Demand />
    </>
  )
}
