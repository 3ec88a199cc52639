import '#client/style/shows.css'
import '#client/style/review.css'
import '#client/style/supporters.css'
import { useParams } from 'wouter'
import { SupporterListPage } from '#client/supporter/list/supporter-list-page.tsx'
import { SupporterPage } from '#client/supporter/page/supporter-page.tsx'

/** The people who support a show; or one of them. */
export default function SupportersScreen() {
  const { id } = useParams<{ id?: string }>()
  return id ? <SupporterPage key={id} id={id} /> : <SupporterListPage />
}
