import { t } from '#client/outgoing/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import { Log } from '#client/outgoing/log.tsx'
import { RuleList } from '#client/outgoing/rule/rule-list.tsx'
import { useFreshOutgoing } from '#client/outgoing/use-outgoing.ts'
import { WayList } from '#client/outgoing/way/way-list.tsx'
import { PursePart } from '#client/reply/purse-part.tsx'
import { ReplyList } from '#client/reply/reply-list.tsx'
import { Head } from '#client/ui/head.tsx'

/** What is told to others: by which rules, by which ways, and what they answered. */
export default function OutgoingScreen() {
  useFreshOutgoing()
  return (
    <>
      <Head title={t('What goes out')} meta={t('Others are told of boosts, by your rules')} />
      <RuleList />
      <WayList />
      <Log />
      <PursePart />
      <ReplyList title={t('Replies that were made')} />
    </>
  )
}
