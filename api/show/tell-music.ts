import type { EpisodeNames, Reading, ShowNames } from '#api/metadata/reading.ts'
import type { KnownShow } from '#api/show/resolve-shows.ts'

/** What of metadata tells what was boosted. */
export type Boosted = Pick<Reading, 'show' | 'episode' | 'remote'>

/** What was boosted, told apart from the music that played. */
export type Told = {
  show: ShowNames
  episode: EpisodeNames
  /** Where our music played in another's show: what that one is called. */
  played_in: string | null
  /** A sentence where the ids disagree, for *needs a look*. */
  disagreement: string | null
}

/**
 * Tells which show and episode were boosted. Some apps name the music that played (`remote_*`) in a song, or the boosted episode
 * itself on every boost; and over a Lightning address one writes that guid to `feed_guid` too, beside the host's titles. A song
 * of a kept show that played where nothing of ours did was boosted as that show's, as was what came to its wallet.
 * @param home the show whose wallet got it, or null
 * @param find the show that names name so far
 */
export function tellMusic(
  { show, episode, remote }: Boosted,
  home: number | null,
  find: (names: ShowNames) => KnownShow | undefined,
): Told {
  const told: Told = { show, episode, played_in: null, disagreement: null }
  const guid = remote?.feed_guid
  if (!remote || guid === undefined) return told
  const isCopied = isSameGuid(show.guid, guid)
  const { guid: _, ...others } = show
  const rest = isCopied ? others : show
  const [music, host] = [find({ guid }), find(rest)]
  if (music && music.id === host?.id) return told
  if (music?.status === 'kept' && (music.id === home || host?.status !== 'kept'))
    return {
      ...told,
      show: { guid },
      episode: { guid: remote.item_guid, title: remote.episode },
      played_in: show.title ?? show.feed_url ?? host?.title ?? show.guid ?? guid,
    }
  if (!isCopied || Object.keys(rest).length === 0) return told
  if (!isItself({ show, episode, remote })) return { ...told, show: rest }
  if (!host || (host.guids.size === 0 && !music)) return told
  const disagreement =
    'its podcast guid is that of the music that played, and none of the show that its title names'
  return { ...told, show: rest, disagreement }
}

/**
 * Whether it was sent while music played that is not the show's.
 * @param show what was boosted; null where it is not known
 */
export function isDuringOthers(boosted: Boosted, show: Pick<KnownShow, 'guids' | 'titles'> | null): boolean {
  const { remote } = boosted
  if (!remote) return false
  if (remote.feed_guid !== undefined && show && show.guids.size > 0)
    return !show.guids.has(remote.feed_guid.toLowerCase())
  if (remote.feed_guid !== undefined || remote.item_guid !== undefined) return !isItself(boosted)
  const title = remote.podcast
  return title === undefined ? !isItself(boosted) : title !== boosted.show.title && !show?.titles.has(title)
}

/** Whether `remote_*` names the very episode that was boosted, or neither names any: what has no place in time has no music. */
function isItself({ episode, remote }: Boosted): boolean {
  if (remote?.item_guid !== undefined) return remote.item_guid === episode.guid
  if (remote?.episode !== undefined) return remote.episode === episode.title
  return Object.keys(episode).length === 0
}

function isSameGuid(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase()
}
