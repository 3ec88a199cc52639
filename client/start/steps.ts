import type { FirstStep } from '#api/contract/first-steps.ts'
import { t } from '#client/start/words.ts'

/** The first steps as they are called, in their order. */
export const STEPS: Record<FirstStep, { title: string; says: string }> = {
  show: { title: t('Your show'), says: t('Its feed: title, episodes and who is paid') },
  wallet: { title: t('Where the money arrives'), says: t('A wallet that Readout listens to') },
  past: { title: t('The past'), says: t('What came in before today') },
  page: { title: t('Your page'), says: t('What listeners see, and whether they do') },
}

export const STEP_NAMES = ['show', 'wallet', 'past', 'page'] as const satisfies FirstStep[]

/** The step of an address, or null. */
export function stepOf(name: string | undefined): FirstStep | null {
  return STEP_NAMES.find((step) => step === name) ?? null
}

/** Where the step after this one is; after the last, the first page. */
export function afterStep(step: FirstStep): string {
  const next = STEP_NAMES[STEP_NAMES.indexOf(step) + 1]
  return next ? `/start/${next}` : '/home'
}
