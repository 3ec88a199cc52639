import { useState } from 'react'
import { formatRule } from '#client/outgoing/rule/format-rule.ts'
import { RuleForm } from '#client/outgoing/rule/rule-form.tsx'
import {
  type Rule,
  useChangeRule,
  useRemoveRule,
  useRules,
  useWays,
  type Way,
} from '#client/outgoing/use-outgoing.ts'
import { t } from '#client/outgoing/words.ts'
import { Button } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** Rules as sentences, and how a new one is made. */
export function RuleList() {
  const list = useRules()
  const ways = useWays().data ?? []
  const [isOpen, open] = useState(false)
  return (
    <Section title={t('Rules')} meta={t('What is told, and to whom')}>
      <ErrorNote error={list.error} />
      {list.isPending && <Skeleton rows={2} />}
      {list.data?.length === 0 && !isOpen && (
        <Empty>
          {ways.length === 0
            ? t('Make a way out first, below. Then a rule says what is told by it.')
            : t('Nothing is told to anybody yet.')}
        </Empty>
      )}
      <ul className="entries" aria-label={t('Rules')}>
        {list.data?.map((rule) => (
          <Row key={rule.id} rule={rule} ways={ways} />
        ))}
      </ul>
      {isOpen ? (
        <RuleForm ways={ways} onDone={() => open(false)} />
      ) : (
        ways.length > 0 && <Button onClick={() => open(true)}>{t('New rule')}</Button>
      )}
    </Section>
  )
}

function Row({ rule, ways }: { rule: Rule; ways: readonly Way[] }) {
  const turn = useChangeRule()
  const remove = useRemoveRule()
  const [isAsking, ask] = useState(false)
  const [isChanging, setChanging] = useState(false)
  const sentence = formatRule(rule)
  if (isChanging)
    return (
      <li className="entry">
        <RuleForm ways={ways} rule={rule} onDone={() => setChanging(false)} />
      </li>
    )
  return (
    <li className="entry">
      <div className="row-words">
        <p dir="auto">{sentence}</p>
        {!rule.active && <Chip>{t('off')}</Chip>}
        <ErrorNote error={turn.error ?? remove.error} />
      </div>
      <div className="row-actions">
        <Button
          kind="quiet"
          aria-label={t('Change: {sentence}', { sentence })}
          onClick={() => setChanging(true)}
        >
          {t('Change')}
        </Button>
        <Button
          kind="quiet"
          busy={turn.isPending}
          aria-label={
            rule.active ? t('Turn off: {sentence}', { sentence }) : t('Turn on: {sentence}', { sentence })
          }
          onClick={() => turn.mutate({ id: rule.id, body: { active: !rule.active } })}
        >
          {rule.active ? t('Turn off') : t('Turn on')}
        </Button>
        <Button kind="quiet" aria-label={t('Take back: {sentence}', { sentence })} onClick={() => ask(true)}>
          {t('Take back')}
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title={t('Take this rule back?')}
          yes={t('Take it back')}
          onYes={() => remove.mutate(rule.id)}
          onClose={() => ask(false)}
        >
          {t('{sentence} What waits to be sent by it still is.', { sentence })}
        </Confirm>
      )}
    </li>
  )
}
