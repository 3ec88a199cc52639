import { useIsAnswered } from '#client/reply/use-replies.ts'
import { t } from '#client/reply/words.ts'
import { Chip } from '#client/ui/chip.tsx'

/** Says of a boost that it was answered. */
export function AnsweredChip({ id }: { id: string }) {
  return useIsAnswered(id) ? <Chip tone="ok">{t('answered')}</Chip> : null
}
