import { useState } from 'react'
import { formatCount } from '#client/format/sats.ts'
import { onSubmit } from '#client/lib/form.ts'
import { usePurse, useRemovePurse, useSetPurse } from '#client/reply/use-replies.ts'
import { Button } from '#client/ui/button.tsx'
import { Confirm } from '#client/ui/confirm.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The wallet that replies are paid from: off until an owner sets it up. */
export function PursePart() {
  const purse = usePurse()
  const remove = useRemovePurse()
  const [isOpen, open] = useState(false)
  const [isAsking, ask] = useState(false)
  const known = purse.data?.purse ?? null
  return (
    <Section title="Replies" meta="Answering a boost with sats and words">
      <ErrorNote error={purse.error ?? remove.error} />
      {purse.isPending && <Skeleton rows={1} />}
      {purse.data && !known && !isOpen && (
        <Empty step={<Button onClick={() => open(true)}>Set up a wallet for replies</Button>}>
          Replies are off. They are paid from a wallet of their own, never from one that receives.
        </Empty>
      )}
      {known && !isOpen && (
        <div className="entry">
          <div className="row-words">
            <p className="row-name">Nostr Wallet Connect</p>
            <p className="meta">
              {formatCount(Math.ceil(known.spent_msat / 1000))} of {formatCount(known.daily_sats)} sats spent
              in the last 24 hours · asks again from {formatCount(known.ask_from_sats)} sats
            </p>
          </div>
          <div className="row-actions">
            <Button kind="quiet" onClick={() => open(true)}>
              Change
            </Button>
            <Button kind="quiet" onClick={() => ask(true)}>
              Remove
            </Button>
          </div>
        </div>
      )}
      {isOpen && <PurseForm known={known} onDone={() => open(false)} />}
      {isAsking && (
        <Confirm
          title="Forget the wallet for replies?"
          yes="Forget it"
          onYes={() => remove.mutate()}
          onClose={() => ask(false)}
        >
          No reply can be sent any more. End the connection in the wallet, too.
        </Confirm>
      )}
    </Section>
  )
}

function PurseForm({
  known,
  onDone,
}: {
  known: { daily_sats: number; ask_from_sats: number } | null
  onDone: () => void
}) {
  const set = useSetPurse()
  return (
    <form
      className="form"
      aria-label="The wallet for replies"
      onSubmit={onSubmit((fields) =>
        set.mutate(
          {
            connection: fields.connection || null,
            daily_sats: Number(fields.daily_sats),
            ask_from_sats: Number(fields.ask_from_sats),
          },
          { onSuccess: onDone },
        ),
      )}
    >
      <TextField
        label="Connection secret"
        name="connection"
        type="password"
        autoComplete="off"
        placeholder="nostr+walletconnect://…"
        required={!known}
        hint={
          known
            ? 'Empty: it stays.'
            : 'Of Nostr Wallet Connect, from Alby Hub and others: an app of its own that may pay, with a budget in the wallet too. Kept sealed.'
        }
      />
      <TextField
        label="At most so many sats in 24 hours"
        name="daily_sats"
        type="number"
        min={1}
        max={10_000_000}
        defaultValue={known?.daily_sats ?? 5_000}
        required
        hint="Fees count too."
      />
      <TextField
        label="Ask again from so many sats"
        name="ask_from_sats"
        type="number"
        min={1}
        max={10_000_000}
        defaultValue={known?.ask_from_sats ?? 1_000}
        required
      />
      <ErrorNote error={set.error} />
      <div className="row-actions">
        <Button type="submit" busy={set.isPending}>
          {known ? 'Save' : 'Use this wallet'}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
