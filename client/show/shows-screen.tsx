import '#client/style/shows.css'
import { useParams } from 'wouter'
import { ShowList } from '#client/show/list/show-list.tsx'
import { ShowPage } from '#client/show/settings/show-page.tsx'

/** The shows; or one of them, with all that its hosts can say of it. */
export default function ShowsScreen() {
  const { slug } = useParams<{ slug?: string }>()
  return slug ? <ShowPage key={slug} slug={slug} /> : <ShowList />
}
