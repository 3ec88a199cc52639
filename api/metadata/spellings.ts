/**
 * How each thing is called in the JSON of apps and players, likeliest first; keys as `fieldsOf` folds them, so that
 * `feedID`, `feed_id` and `feedId` are one. Sources: bLIP-10, podcast-namespace's rss-payment, and what was seen in the wild.
 */
export const SPELLINGS = {
  action: ['action', 'boosttype'],
  show_guid: ['guid', 'podcastguid', 'feedguid', 'showguid'],
  feed_id: ['feedid', 'podcastindexfeedid', 'podcastindexid', 'podcastid', 'showid'],
  feed_url: ['url', 'feedurl', 'podcasturl', 'rssurl', 'feed'],
  show_title: ['podcast', 'feedtitle', 'podcasttitle', 'podcastname', 'showtitle', 'showname', 'show'],
  episode_guid: ['episodeguid', 'itemguid'],
  item_id: ['itemid', 'episodeid', 'podcastindexitemid'],
  episode_title: ['episode', 'itemtitle', 'episodetitle', 'episodename', 'contenttitle'],
  app: ['appname', 'app', 'application', 'player', 'client'],
  app_version: ['appversion'],
  sender_name: ['sendername', 'sender', 'username', 'payername'],
  sender_id: ['senderid', 'userid', 'senderguid', 'senderpubkey'],
  message: ['message', 'boostmessage', 'comment', 'text'],
  total: ['valuemsattotal', 'totalmsat'],
  split: ['valuemsat'],
  position: ['ts', 'position', 'timeposition', 'currenttime', 'time'],
} as const
