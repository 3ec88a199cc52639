import '#client/style/shows.css'
import '#client/style/dashboard.css'
import { useParams } from 'wouter'
import { EpisodeListPage } from '#client/episode/episode-list-page.tsx'
import { EpisodePage } from '#client/episode/page/episode-page.tsx'

/** A show's episodes; or one of them. */
export default function EpisodesScreen() {
  const { id } = useParams<{ id?: string }>()
  return id ? <EpisodePage key={id} id={id} /> : <EpisodeListPage />
}
