import { t } from '#client/start/words.ts'
import '#client/style/start.css'
import '#client/style/shows.css'
import '#client/style/sources.css'
import type { ComponentType } from 'react'
import { Link, useParams } from 'wouter'
import type { FirstStep, FirstStepsJson } from '#api/contract/first-steps.ts'
import { PageStep } from '#client/start/page-step.tsx'
import { PastStep } from '#client/start/past-step.tsx'
import { ShowStep } from '#client/start/show-step.tsx'
import { StepList } from '#client/start/step-list.tsx'
import { STEPS, stepOf } from '#client/start/steps.ts'
import { useFirstSteps } from '#client/start/use-first-steps.ts'
import { WalletStep } from '#client/start/wallet-step.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

const PARTS: Record<FirstStep, ComponentType<{ steps: FirstStepsJson }>> = {
  show: ShowStep,
  wallet: WalletStep,
  past: PastStep,
  page: PageStep,
}

/** New payments are waited for. */
const ASK_AGAIN_MS = 3_000

/** The first hour: a show, a wallet, the past and the public page, in this order or any other, to be left and come back to. */
export default function StartScreen() {
  const named = stepOf(useParams<{ step?: string }>().step)
  const { data, error, isPending, refetch } = useFirstSteps(named === 'wallet' && ASK_AGAIN_MS)
  const step = named ?? data?.steps.find(({ state }) => state === 'open')?.step ?? 'show'
  const Part = PARTS[step]
  return (
    <div className="column start">
      <header className="start-head">
        <h1>{STEPS[step].title}</h1>
        <Link className="meta" href="/home">
          {t('Leave it for later')}
        </Link>
      </header>
      {data && <StepList steps={data.steps} now={step} />}
      <ErrorNote error={error} onRetry={() => refetch()} />
      {isPending && <Skeleton rows={4} />}
      {data && <Part steps={data} />}
    </div>
  )
}
